import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// What gateways and clients there are to choose from, by number.
extension Menu {
    /// Ranges outside a network, few enough to be in each other's way; some networks have the last as their own.
    static func ranges(outside number: Int) -> [IPPrefix] {
        [
            ["192.168.1.0/24"], ["192.168.2.0/24", "fd99:2::/64"], ["172.20.0.0/14"], ["198.18.0.0/16"],
            ["192.168.0.0/16"], ["fd99::/32"], ["172.22.1.0/24", "198.18.7.0/24"], ["10.10.0.0/24"],
        ][number % 8].map(Samples.prefix)
    }

    static func rolesChange(_ number: Int, _ value: Int, now: Timestamp) -> RolesChange {
        known {
            switch number % 10 {
            case 9: RolesChange(allowedRanges: value % 3 == 0 ? [] : ranges(outside: value))
            case 0, 1: RolesChange(egress: .set(try EgressGateway(ranges: ranges(outside: value))))
            case 2:
                RolesChange(
                    egress: .set(
                        try EgressGateway(
                            ranges: ranges(outside: value), interface: try InterfaceName(parsing: "eth\(value % 2)"),
                            translation: .none)))
            case 3: RolesChange(egress: .clear)
            case 4, 5: RolesChange(ingress: .set(try IngressGateway()))
            case 6: RolesChange(ingress: .set(try IngressGateway(nameServers: [Samples.address(1 + value)])))
            case 7: RolesChange(ingress: .clear, clients: value % 2 == 0 ? .refused : .cutOff)
            default: RolesChange(relay: value % 3 == 0 ? .clear : .set(RelayMark(markedAt: now)))
            }
        }
    }

    /// - Parameter gateway: another node.
    static func clientChanges(_ number: Int, _ value: Int, gateway: NodeID?, now: Timestamp) -> ClientChanges {
        switch number % 12 {
        case 0: ClientChanges(name: clientName(value))
        case 1, 2: ClientChanges(gateway: gateway)
        case 3: ClientChanges(allowedRanges: ranges(outside: value))
        case 4: ClientChanges(allowedRanges: [])
        case 5: ClientChanges(nameServers: value % 2 == 0 ? [] : [Samples.address(9)])
        case 6: ClientChanges(admission: .disabled)
        case 7: ClientChanges(admission: .enabled)
        case 8: ClientChanges(expiresAt: .set(now + .seconds([1800, 60, 0][value % 3])))
        case 9: ClientChanges(expiresAt: .clear)
        case 10: ClientChanges(expiresAt: .set(now + .seconds(3600 + value)))
        default: ClientChanges()
        }
    }

    /// Some are names that machines give themselves.
    static func clientName(_ number: Int) -> NodeName {
        NodeName(adapting: ["machine", "web", "machine-2", "phone", "tablet", "wanted-5"][number % 6])
    }

    static func clientAddress(_ number: Int) -> IPv4Address? {
        ["10.10.0.1", "10.10.0.9", "10.10.0.20", "10.20.0.7", "10.10.0.0"].indices.contains(number)
            ? known {
                try IPv4Address(parsing: ["10.10.0.1", "10.10.0.9", "10.10.0.20", "10.20.0.7", "10.10.0.0"][number])
            } : nil
    }

    static func text(of change: RolesChange) -> String {
        "egress \(change.egress), ingress \(change.ingress), relay \(change.relay), clients \(change.clients)"
    }

    static func text(of changes: ClientChanges) -> String {
        let ranges = changes.allowedRanges.map { $0.map(\.description).joined(separator: " ") } ?? "-"
        let access = changes.admission.map { "\($0)" } ?? "-"
        return "name \(changes.name?.description ?? "-"), gateway \(changes.gateway?.description ?? "-"), "
            + "ranges \(ranges), access \(access), expires \(changes.expiresAt)"
    }
}
