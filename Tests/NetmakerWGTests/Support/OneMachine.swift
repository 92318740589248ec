import Glibc
import NetmakerCore
import NetmakerWG

/// A network namespace with interfaces that lead nowhere.
struct OneMachine {
    let name: String
    let names: [InterfaceName]
    let links: [NetlinkLink]

    var namespace: NetworkNamespace { NetworkNamespace(named: name) }

    /// Makes one for as long as `body` runs.
    static func running(interfaces count: Int, _ body: (OneMachine) async throws -> Void) async throws {
        let name = "nm-links-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let names = try (0..<count).map { try interface("nm-\($0)") }
        do {
            // Such as have no neighbors, like a tunnel: the kernel has one kind or the other.
            try await shell(
                """
                set -e
                ip netns add \(name)
                ip -n \(name) link set lo up
                for interface in \(names.map(\.description).joined(separator: " ")); do
                    ip -n \(name) link add $interface type dummy 2>/dev/null || ip -n \(name) link add $interface type ifb
                done
                """)
            let namespace = NetworkNamespace(named: name)
            try await body(
                OneMachine(name: name, names: names, links: try names.map { try NetlinkLink($0, in: namespace) }))
        } catch {
            try await shell("ip netns delete \(name)")
            throw error
        }
        try await shell("ip netns delete \(name)")
    }
}
