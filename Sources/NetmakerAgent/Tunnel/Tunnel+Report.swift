internal import NetmakerCore
internal import NetmakerWG

extension Tunnel {
    /// What the device says of the peers that are asked about. Nothing is changed, and nothing secret is in it.
    ///
    /// - Parameters:
    ///   - trouble: why the device does not have what it should; nil when it has.
    ///   - time: by the clock that dates handshakes.
    func report(on question: TunnelQuestion, trouble: String?, at time: Timestamp) async -> TunnelReport {
        let (device, link) = await currentState()
        return TunnelReport(
            number: question.number, time: time, inForce: await revisionInForce, trouble: trouble,
            publicKey: device?.publicKey, listenPort: device?.listenPort,
            peers: question.peers.compactMap { key in
                device?.peers[key].map { TunnelReport.Peer($0, key, on: question.addresses, at: time) }
            },
            ledIn: question.addresses.filter { link?.leads($0) ?? false },
            links: question.links.isEmpty
                ? nil
                : question.links.compactMap { key in
                    device?.peers[key].map { TunnelReport.Peer($0, key, on: [], at: time) }
                })
    }
}

extension LinkState {
    /// Whether packets for an address are led over it, by its own addresses or our routes.
    fileprivate func leads(_ address: IPAddress) -> Bool {
        isUp
            && (addresses.contains { $0.prefix.contains(address) }
                || routes.contains { $0.destination.contains(address) })
    }
}

extension TunnelReport.Peer {
    fileprivate init(_ peer: PeerState, _ key: PublicKey, on addresses: [IPAddress], at time: Timestamp) {
        self.init(
            publicKey: key, endpoint: peer.endpoint?.endpoint,
            // A handshake in the future is one before the clock was set back.
            handshakeAge: peer.lastHandshake.map { max(.zero, time.duration(since: $0)) },
            received: peer.receivedBytes, sent: peer.sentBytes, persistentKeepalive: peer.persistentKeepalive,
            addresses: addresses.filter { address in peer.allowedIPs.contains { $0.contains(address) } })
    }
}
