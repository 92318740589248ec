internal import NetmakerAPI
internal import NetmakerCore

extension RangesResource: Presentable {
    static var columns: [String] { ["network", "ipv4 range", "ipv6 range", "moves"] }

    var row: [String] { [network.description, ipv4Range.orDash, ipv6Range.orDash, String(moves.count)] }

    var details: [(label: String, value: String)] {
        [
            ("network", network.description), ("ipv4 range", ipv4Range.orDash), ("ipv6 range", ipv6Range.orDash),
            ("overlaps", overlaps.sentence),
            (isDryRun ? "would move" : "moved", moves.isEmpty ? "nobody" : "\(moves.count)"),
        ] + moves.map { ($0.name.description, $0.sentence) } + followers.map { ($0.title, $0.sentence) }
    }

    var identifier: String { network.description }
}

extension RangesResource.Follower {
    fileprivate var title: String {
        switch kind {
        case .client: "client \(name)"
        case .dnsRecord: "name \(name)"
        case .networkNameServers: "name servers"
        case .gatewayNameServers: "name servers of gateway \(name)"
        case .clientNameServers: "name servers of client \(name)"
        }
    }

    /// What changes of it, such as `10.10.0.9 -> 10.20.0.9`.
    fileprivate var sentence: String {
        changes.map { "\($0.former.or("none")) -> \($0.address.or("none"))" }.joined(separator: ", ")
    }
}

extension RangesResource.Move {
    /// What changes of it, such as `10.10.0.1 -> 10.20.0.1`.
    fileprivate var sentence: String {
        [Self.step(formerIPv4, ipv4), Self.step(formerIPv6, ipv6)].compactMap(\.self).joined(separator: ", ")
    }

    private static func step<Address: Equatable & CustomStringConvertible>(
        _ former: Address?, _ now: Address?
    ) -> String? {
        former == now ? nil : "\(former.or("none")) -> \(now.or("none"))"
    }
}
