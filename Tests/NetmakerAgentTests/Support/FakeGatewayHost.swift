import NetmakerCore
import NetmakerWG
import Synchronization

@testable import NetmakerAgent

/// A machine's firewall and its switches, in memory. It remembers what was written, and can be told to fail.
final class FakeGatewayHost: GatewayHost {
    struct State: Sendable {
        var life = "first"
        /// By name, what is in each table.
        var tables: [String: String] = [:]
        var forwarding: [AddressFamily: Bool] = [.ipv4: false, .ipv6: false]
        /// The interfaces that forward, which the kernel sets and clears with each turn of the switch.
        var forwardingInterfaces: [AddressFamily: Set<String>] = [:]
        /// For IPv4: the kernel sets and clears it as well.
        var acceptsRedirects = true
        /// Why nothing of that can be given back.
        var stubbornness: WireGuardError?
        var obstacles: [ForwardingObstacle] = []
        /// Why nobody can say what others drop.
        var blindness: WireGuardError?
        var interfaces: Set<String> = ["eth0"]
        /// By which interface a host is reached that filters strictly.
        var strict: [IPv4Address: String] = [:]
        /// By name, `accept_ra` of the interfaces that have routes of routers.
        var hearing: [String: Int] = [:]
        /// What was written, in order.
        var steps: [String] = []
        /// Why nothing can be done with tables.
        var failure: WireGuardError?
        /// What happens before a table is taken away.
        var beforeRemoval: @Sendable () async throws -> Void = {}
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func alter(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    var life: String { now.life }

    func listing(of table: String) throws -> String? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.tables[table]
        }
    }

    func replace(with rules: GatewayRules) throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.tables[rules.table] = rules.text
            state.steps.append("table \(rules.table)")
        }
    }

    func remove(_ table: String) async throws {
        try await now.beforeRemoval()
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.tables[table] = nil
            state.steps.append("no table \(table)")
        }
    }

    func obstacles(to interface: InterfaceName, besides table: String) throws -> [ForwardingObstacle] {
        if let blindness = now.blindness { throw blindness }
        return now.obstacles
    }

    func isForwarding(_ family: AddressFamily) -> Bool? { now.forwarding[family] }

    func setForwarding(_ family: AddressFamily, on: Bool) {
        state.withLock { state in
            if state.forwarding[family] != on {
                if family == .ipv4 { state.acceptsRedirects = !on }
                state.forwardingInterfaces[family] = on ? state.interfaces.union(["default"]) : []
            }
            state.forwarding[family] = on
            state.steps.append("\(family) \(on ? "on" : "off")")
        }
    }

    func forwardingSettings(_ family: AddressFamily) -> ForwardingSettings {
        let state = now
        return ForwardingSettings(
            interfaces: state.forwardingInterfaces[family, default: []].sorted(),
            acceptsRedirects: family == .ipv4 ? state.acceptsRedirects : nil)
    }

    func restore(_ settings: ForwardingSettings, _ family: AddressFamily) throws {
        try state.withLock { state in
            if let stubbornness = state.stubbornness { throw stubbornness }
            let kept = state.interfaces.union(["default"]).intersection(settings.interfaces)
            state.forwardingInterfaces[family, default: []].formUnion(kept)
            if let accepts = settings.acceptsRedirects { state.acceptsRedirects = accepts }
        }
    }

    func interfacesHearingRouters() -> [String] { now.hearing.filter { $0.value == 1 }.keys.sorted() }

    func listenToRouters(on interfaces: [String], alsoForwarding: Bool) {
        state.withLock { state in
            for interface in interfaces where state.hearing[interface] == (alsoForwarding ? 1 : 2) {
                state.hearing[interface] = alsoForwarding ? 2 : 1
                state.steps.append("\(interface) \(alsoForwarding ? 2 : 1)")
            }
        }
    }

    func hasInterface(_ interface: InterfaceName) -> Bool { now.interfaces.contains(interface.description) }

    func strictInterfaces(towards hosts: [IPv4Address]) -> Set<String> {
        let strict = now.strict
        return Set(hosts.compactMap { strict[$0] })
    }
}
