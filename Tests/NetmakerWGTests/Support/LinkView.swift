import FoundationEssentials
import NetmakerCore
import NetmakerWG

/// What `ip -j` says of links, addresses, routes and rules: read without our decoders, as lines to compare.
struct LinkView {
    private struct Interface: Decodable {
        let ifname: String
        let mtu: Int
        let flags: [String]
        let addr_info: [Address]

        struct Address: Decodable {
            let local: String
            let prefixlen: Int
        }
    }

    private struct RouteEntry: Decodable {
        let dst: String
        let dev: String?
        let table: String?
        let metric: Int?
        let `protocol`: String?
    }

    private struct RuleEntry: Decodable {
        let priority: Int
        let not: String??
        let dst: String?
        let dstlen: Int?
        let fwmark: String?
        let fwmask: String?
        let table: String?
        let suppress_prefixlen: Int?
        let `protocol`: String?

        enum CodingKeys: String, CodingKey {
            case priority, not, dst, dstlen, fwmark, fwmask, table, suppress_prefixlen, `protocol`
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            priority = try container.decode(Int.self, forKey: .priority)
            not = container.contains(.not) ? "not" : nil
            dst = try container.decodeIfPresent(String.self, forKey: .dst)
            dstlen = try container.decodeIfPresent(Int.self, forKey: .dstlen)
            fwmark = try container.decodeIfPresent(String.self, forKey: .fwmark)
            fwmask = try container.decodeIfPresent(String.self, forKey: .fwmask)
            table = try container.decodeIfPresent(String.self, forKey: .table)
            suppress_prefixlen = try container.decodeIfPresent(Int.self, forKey: .suppress_prefixlen)
            `protocol` = try container.decodeIfPresent(String.self, forKey: .protocol)
        }
    }

    /// What there is, an interface, address, route or rule a line.
    let lines: Set<String>

    /// Asks `ip` in a namespace: all interfaces but the loopback, routes and rules with our mark.
    init(of namespace: String) async throws {
        // One process a family.
        let text = try await shell(
            """
            printf 'address show\\nroute show table all\\nrule show\\n' | ip -n \(namespace) -j -4 -batch -
            echo ---
            printf 'address show\\nroute show table all\\nrule show\\n' | ip -n \(namespace) -j -6 -batch -
            """)
        var lines: Set<String> = []
        for (family, part) in zip(AddressFamily.allCases, text.split(separator: "---\n")) {
            let arrays = part.split(separator: "\n").map { Data($0.utf8) }
            guard arrays.count == 3 else { throw ShellFailure(description: "not three answers: \(part)") }
            let decoder = JSONDecoder()
            for interface in try decoder.decode([Interface].self, from: arrays[0]) where interface.ifname != "lo" {
                lines.insert("\(interface.ifname) \(interface.flags.contains("UP") ? "up" : "down") \(interface.mtu)")
                for address in interface.addr_info {
                    lines.insert("\(interface.ifname) has \(address.local)/\(address.prefixlen)")
                }
            }
            for route in try decoder.decode([RouteEntry].self, from: arrays[1]) where route.protocol == "110" {
                let destination = Self.prefix(route.dst, family)
                lines.insert(
                    "\(destination) over \(route.dev ?? "") in \(route.table ?? "main") at \(route.metric ?? 0)")
            }
            for rule in try decoder.decode([RuleEntry].self, from: arrays[2]) where rule.protocol == "110" {
                lines.insert(Self.line(rule, family))
            }
        }
        self.lines = lines
    }

    private static func prefix(_ text: String, _ family: AddressFamily) -> String {
        if text == "default" { return family == .ipv4 ? "0.0.0.0/0" : "::/0" }
        return text.contains("/") ? text : "\(text)/\(family.bitWidth)"
    }

    private static func line(_ rule: RuleEntry, _ family: AddressFamily) -> String {
        let destination = rule.dst.map { " to \($0)/\(rule.dstlen ?? family.bitWidth)" } ?? ""
        let mask = rule.fwmask ?? "0xffffffff"
        let length = rule.suppress_prefixlen.map { " suppress_prefixlength \($0)" } ?? ""
        return
            "\(family) \(rule.priority): \(rule.not == nil ? "" : "not ")from all\(destination) "
            + "fwmark \(rule.fwmark ?? "")/\(mask) lookup \(rule.table ?? "")\(length)"
    }

    /// The same of what our decoders made of it.
    static func lines(of state: LinkState) -> Set<String> {
        let name = state.interface
        return Set(
            ["\(name) \(state.isUp ? "up" : "down") \(state.mtu)"]
                + state.addresses.map { "\(name) has \($0)" }
                + state.routes.map { "\($0.destination) over \(name) in \($0.table) at \($0.metric)" }
                + state.rules.map { "\($0.family) \($0)" })
    }
}
