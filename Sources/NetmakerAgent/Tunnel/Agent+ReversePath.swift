internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// A reverse path filter that drops what peers send is the machine owner's to loosen: it is named, and left as it is.
extension Agent {
    /// Looks whether the machine drops what comes from peers whose endpoints the tunnel covers.
    func lookAtReversePath() async {
        let hosts = await tunnel.coveredEndpoints
        let interfaces = hosts.isEmpty ? [] : environment.gatewayHost.strictInterfaces(towards: hosts).sorted()
        let trouble = interfaces.isEmpty ? nil : Self.trouble(with: interfaces)
        guard watched.value.filterTrouble != trouble else { return }
        if let trouble { logger.warning("Peers may not be heard", metadata: ["reason": "\(trouble)"]) }
        watched.update { $0.filterTrouble = trouble }
    }

    private static func trouble(with interfaces: [String]) -> String {
        let remedy = interfaces.map { "sysctl -w net.ipv4.conf.\($0).rp_filter=2" }.joined(separator: " and ")
        return
            "the strict reverse path filter of \(interfaces.joined(separator: " and ")) drops what comes from peers whose "
            + "addresses lie in what is routed into the tunnel; loosen it by \(remedy)"
    }
}

extension RoutedPrefixes {
    /// Where peers are, outside of the network, that the tunnel itself leads to; only of IPv4.
    func endpoints(of device: DeviceState?) -> [IPv4Address] {
        let wide = prefixes.filter { $0.address.bitWidth == 32 }
        guard !wide.isEmpty, let device else { return [] }
        let hosts = device.peers.values.compactMap { peer -> IPv4Address? in
            guard let address = peer.endpoint?.address, case .v4(let host) = address,
                wide.contains(where: { $0.contains(address) })
            else { return nil }
            return host
        }
        return Array(Set(hosts))
    }
}
