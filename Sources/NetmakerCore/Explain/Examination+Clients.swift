/// Whether external clients call, and what they were told.
extension Examination {
    mutating func examineClients() {
        let routed = clientSessions.isEmpty ? [] : state.routedRanges
        for (client, gateway, peer, report) in clientSessions {
            let isOutdated = state.isFileOutdated(of: client, routed: routed)
            if isOutdated {
                find(
                    .fileOutdated, peer?.isAlive == true ? .remark : .doubt, about: client.name,
                    "what the file of external client \(client.name) should say has changed since it was handed out",
                    remedy: "hand it out again with nmctl client file \(state.network.name) \(client.name)")
            }
            guard let report, report.publicKey != nil else { continue }
            guard let peer else {
                find(
                    .peerMissing, .fault, about: gateway.name,
                    "the device of \(gateway.name) does not have \(client.name) as a peer",
                    remedy: "netclient pull -n \(state.network.name) on \(gateway.name)")
                continue
            }
            guard !peer.isAlive else { continue }
            let since = peer.handshakeAge.map { "has not called its gateway for \($0.sentence)" }
            find(
                .clientSilent, .doubt, about: client.name,
                "external client \(client.name) \(since ?? "has never called its gateway \(gateway.name)")",
                remedy:
                    "turn its tunnel on, and see that UDP port \(gateway.listenPort) gets through to \(gateway.name)")
        }
    }
}
