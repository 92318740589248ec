import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// What there is to choose from, by number.
enum Menu {
    /// Wide and narrow, of one family and of both: a history has more machines than the narrowest hold.
    static func ranges(_ number: Int) -> AddressRanges {
        all[number % all.count]
    }

    private static let all: [AddressRanges] = [
        ("10.10.0.0/16", "fd00:10::/64"), ("10.10.0.0/26", "fd00:10::/122"), ("10.20.0.0/16", nil),
        ("10.10.0.0/26", nil), (nil, "fd00:10::/64"), (nil, "fd00:10::/122"), ("10.10.0.0/24", "fd00:10::/122"),
        ("10.10.0.0/27", "fd00:10::/48"), ("10.10.0.0/26", "fd00:10::/64"), ("10.10.0.0/30", nil),
        ("10.10.0.0/29", "fd00:10::/125"), (nil, "fd00:10::/126"),
    ].map { ipv4, ipv6 in
        known {
            try AddressRanges(
                ipv4: try ipv4.map { try IPv4Prefix(parsing: $0) }, ipv6: try ipv6.map { try IPv6Prefix(parsing: $0) })
        }
    }

    static func defaults(_ number: Int) -> NodeDefaults {
        NodeDefaults(
            listenPort: number == 1 ? port(4500) : .netmaker,
            persistentKeepalive: number == 2 ? keepalive(0) : .netmaker, mtu: number == 3 ? mtu(1380) : .wireGuard)
    }

    static func networkChanges(_ number: Int) -> NetworkChanges {
        switch number % 26 {
        case 0: NetworkChanges()
        case 1: NetworkChanges(displayName: "harbor")
        case 2: NetworkChanges(displayName: "The harbor")
        case 3: NetworkChanges(displayName: "\u{1B}[2J")
        case 4: NetworkChanges(defaults: NodeDefaultChanges(listenPort: port(4501)))
        case 5: NetworkChanges(defaults: NodeDefaultChanges(listenPort: .netmaker, mtu: mtu(1380)))
        case 6: NetworkChanges(defaults: NodeDefaultChanges(persistentKeepalive: keepalive(0)))
        case 7: NetworkChanges(nodeLimit: .set(nodeLimit(34)))
        case 8: NetworkChanges(nodeLimit: .set(nodeLimit(3)), defaults: NodeDefaultChanges(mtu: .wireGuard))
        case 9, 10: NetworkChanges(nodeLimit: .clear)
        case 11: NetworkChanges(defaults: NodeDefaultChanges(listenPort: port(4502)), reach: .allNodes)
        case 12:
            NetworkChanges(
                defaults: NodeDefaultChanges(persistentKeepalive: keepalive(33), mtu: mtu(1380)), reach: .allNodes)
        case 13: NetworkChanges(displayName: "all", reach: .allNodes)
        case 14: NetworkChanges(defaults: NodeDefaultChanges(persistentKeepalive: .netmaker, mtu: .wireGuard))
        default: networkOptionChanges(number)
        }
    }

    /// - Parameters:
    ///   - taken: somebody whose name and addresses are taken.
    ///   - ranges: the network's.
    static func nodeChanges(
        _ number: Int, _ value: Int, taken: Node?, in ranges: AddressRanges?, now: Timestamp
    ) -> NodeChanges {
        switch number % 22 {
        case 0: NodeChanges(name: NodeName(adapting: "renamed-\(value)"))
        case 1: NodeChanges(name: taken?.name)
        case 2, 3:
            NodeChanges(endpoint: .set(Endpoint(address: Samples.address(220 + value), port: port(4000 + value))))
        case 4: NodeChanges(endpoint: .clear)
        case 5: NodeChanges(persistentKeepalive: keepalive(value * 10))
        case 6: NodeChanges(listenPort: port(51_821 + value))
        case 7: NodeChanges()
        default: standingChanges(number, value, taken: taken, in: ranges, now: now)
        }
    }

    /// Nil: it takes what it gets.
    static func wantedName(_ number: Int) -> NodeName? {
        number < 4 ? nil : NodeName(adapting: "wanted-\(number)")
    }

    static func report(_ number: Operation.Report, of machine: Int) -> NodeReport {
        NodeReport(
            listenPort: port(51_821 + number.port), interface: interface(["nm-harbor", "wg9"][number.interface % 2]),
            mtu: [.wireGuard, mtu(1380), mtu(1280)][number.mtu % 3], localAddresses: local(number.local, of: machine),
            pinnedEndpoint: [
                .keep, .clear, .set(Endpoint(address: Samples.address(240), port: port(7000 + machine))),
                .set(Endpoint(address: ipv6("2001:db8:9::\(machine % 10)"), port: port(7000))),
            ][number.pinned % 4],
            facts: Samples.facts(hostname: ["machine", "Machine.example.org", "web"][number.hostname % 3]))
    }

    private static func local(_ number: Int, of machine: Int) -> [InterfaceAddress] {
        let usual = interfaceAddress("198.51.100.\(machine % 250 + 1)/24")
        let others = (1...9).map { interfaceAddress("172.16.\($0).\(machine % 250 + 1)/24") }
        switch number % 7 {
        case 1: return []
        case 2: return [usual, interfaceAddress("2001:db8:5::\(machine % 10)/64")]
        case 3: return [interfaceAddress("fe80::1/64"), interfaceAddress("127.0.0.1/8"), usual]
        case 4: return others
        case 5: return others + [usual]
        case 6: return [interfaceAddress("192.168.1.\(machine % 250 + 1)/24")]
        default: return [usual]
        }
    }

    static func source(_ number: Int, of machine: Int) -> IPAddress? {
        switch number % 9 {
        case 0: nil
        case 1: Samples.address(machine % 100 + 101)
        case 2: ipv6("2001:db8:1::\(machine % 10)")
        case 3: ipv6("2001:db8:2::1")
        default: Samples.address(machine % 100 + 1)
        }
    }

    static func text(of changes: NetworkChanges) -> String {
        "name \(changes.displayName.map { "\"\($0.filter { $0 >= " " })\"" } ?? "-"), "
            + "port \(said(changes.defaults.listenPort)), keepalive \(said(changes.defaults.persistentKeepalive)), "
            + "mtu \(said(changes.defaults.mtu)), limit \(changes.nodeLimit), for \(changes.reach), "
            + "admission \(said(changes.admission?.rawValue)), local range \(changes.localRange)"
    }

    static func text(of changes: NodeChanges) -> String {
        let endpoint: String =
            switch changes.endpoint {
            case .keep: "-"
            case .set(let endpoint): endpoint.description
            case .clear: "none"
            }
        return "name \(said(changes.name)), endpoint \(endpoint), keepalive \(said(changes.persistentKeepalive)), "
            + "port \(said(changes.listenPort)), \(textOfStanding(changes))"
    }

    static func said(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "-" }

    // MARK: Values

    static func keyName(_ text: String) -> AccessKeyName { known { try AccessKeyName(parsing: text) } }
    static func port(_ number: Int) -> ListenPort { known { try ListenPort(number) } }
    private static func nodeLimit(_ number: Int) -> NodeLimit { known { try NodeLimit(number) } }
    static func mtu(_ number: Int) -> MTU { known { try MTU(number) } }
    static func keepalive(_ seconds: Int) -> PersistentKeepalive {
        known { try PersistentKeepalive(seconds: seconds) }
    }
    private static func interface(_ text: String) -> InterfaceName { known { try InterfaceName(parsing: text) } }
    private static func interfaceAddress(_ text: String) -> InterfaceAddress {
        known { try InterfaceAddress(parsing: text) }
    }
    private static func ipv6(_ text: String) -> IPAddress { known { try IPAddress(parsing: text) } }

    /// What stands here is constant: one that is no value is a slip in this file.
    static func known<Value>(_ make: () throws -> Value) -> Value {
        do { return try make() } catch { preconditionFailure("\(error)") }
    }
}
