import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// What admins do about who takes part, and where, by number.
extension Menu {
    /// Those to which machines move, some of them wanted by gateways as well.
    static func newRanges(_ number: Int) -> AddressRanges {
        guard number % 14 >= 12 else { return ranges(number) }
        return known {
            try AddressRanges(
                ipv4: try IPv4Prefix(parsing: "198.18.64.0/18"), ipv6: try IPv6Prefix(parsing: "fd99:3::/64"))
        }
    }

    static func networkOptionChanges(_ number: Int) -> NetworkChanges {
        switch number % 26 {
        case 15, 16, 17: NetworkChanges(admission: .manual)
        case 18: NetworkChanges(admission: .keyOnly)
        case 19: NetworkChanges(localRange: .set(Samples.prefix("198.51.100.0/24")))
        case 20: NetworkChanges(localRange: .set(Samples.prefix("172.16.0.0/16")), reach: .allNodes)
        case 21: NetworkChanges(localRange: .set(Samples.prefix("10.0.0.0/8")))
        case 22: NetworkChanges(localRange: .set(Samples.prefix("192.0.2.0/24")))
        case 23: NetworkChanges(localRange: .clear)
        case 24: NetworkChanges(checkInInterval: known { try CheckInInterval(number % 2 == 0 ? 60 : 30) })
        default:
            NetworkChanges(
                checkInInterval: .netmaker,
                defaults: NodeDefaultChanges(options: NodeOptionChanges(udpHolePunching: false, roaming: false)),
                reach: .allNodes)
        }
    }

    /// Whether the change is one for nodes that take no part.
    static func revives(_ number: Int) -> Bool { [10, 11, 14, 15].contains(number % 22) }

    static func standingChanges(
        _ number: Int, _ value: Int, taken: Node?, in ranges: AddressRanges?, now: Timestamp
    ) -> NodeChanges {
        switch number % 22 {
        case 8: NodeChanges(mtu: mtu(1280 + 20 * value))
        case 9: NodeChanges(connection: .disconnected)
        case 10, 11: NodeChanges(connection: .connected)
        case 12, 13: NodeChanges(expiresAt: .set(now + .seconds([60, 60, 1800, 3600, 3600, 50_000, 0, -5][value % 8])))
        case 14: NodeChanges(expiresAt: .clear)
        case 15: NodeChanges(expiresAt: .set(now + .seconds(100_000)))
        case 16: NodeChanges(tags: value % 3 == 0 ? [] : [tag("web-\(value)"), tag("db"), tag("db")])
        case 17:
            NodeChanges(options: NodeOptionChanges(udpHolePunching: value % 2 == 0, dnsOn: value < 4, roaming: false))
        case 18, 19: NodeChanges(ipv4: ipv4(value, taken, ranges?.ipv4))
        case 20: NodeChanges(ipv6: ipv6(value, taken, ranges?.ipv6))
        default: NodeChanges(ipv4: ipv4(value, taken, ranges?.ipv4), ipv6: ipv6(value, taken, ranges?.ipv6))
        }
    }

    /// Of a range: somebody's, its first or last, one outside, or mostly one that is nobody's.
    private static func ipv4(_ value: Int, _ taken: Node?, _ range: IPv4Prefix?) -> IPv4Address? {
        guard let range else { return IPv4Address(rawValue: 0x0A0A_0005) }
        let size = UInt32(1) << UInt32(32 - range.length)
        let first = range.address.rawValue
        return switch value % 8 {
        case 0: taken?.ipv4
        case 1: IPv4Address(rawValue: first)
        case 2: IPv4Address(rawValue: first + (size - 1))
        case 3: IPv4Address(rawValue: first &+ size)
        default: IPv4Address(rawValue: first + (size - min(size, UInt32(value))))
        }
    }

    private static func ipv6(_ value: Int, _ taken: Node?, _ range: IPv6Prefix?) -> IPv6Address? {
        guard let range else { return IPv6Address(rawValue: 5) }
        let first = range.address.rawValue
        let size = UInt128(1) << UInt128(128 - range.length)
        return switch value % 8 {
        case 0: taken?.ipv6
        case 1: IPv6Address(rawValue: first)
        case 2: IPv6Address(rawValue: first + (size - 1))
        case 3: IPv6Address(rawValue: first &+ size)
        default: IPv6Address(rawValue: first + min(size - 1, UInt128(38 + value)))
        }
    }

    private static func tag(_ text: String) -> Tag { known { try Tag(parsing: text) } }

    static func textOfStanding(_ changes: NodeChanges) -> String {
        "addresses \(said(changes.ipv4)) \(said(changes.ipv6)), mtu \(said(changes.mtu)), "
            + "\(said(changes.connection?.rawValue)), expires \(changes.expiresAt)"
    }
}
