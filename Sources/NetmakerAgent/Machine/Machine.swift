public import NetmakerCore

/// What an agent asks about the machine it runs on.
public protocol Machine: Sendable {
    /// The machine's own name, cut or empty where it has none.
    var hostname: String { get }
    /// The operating system as it names itself.
    var operatingSystem: String { get }
    /// The processor architecture.
    var architecture: String { get }

    /// What tells this life of the machine from those before its last boot; empty where it does not say.
    var boot: String { get }

    /// The kernel's number of an interface, which one that is made anew has not; nil when there is none of that name.
    func index(of interface: InterfaceName) async -> UInt32?

    /// The machine's addresses on its own networks: no loopback, no link-local ones, none of the interfaces named.
    ///
    /// - Throws: when the machine does not tell.
    func localAddresses(except interfaces: Set<InterfaceName>) throws -> [InterfaceAddress]

    /// Whether a UDP port is free for WireGuard, which binds it for both families.
    func isFree(_ port: ListenPort) -> Bool

    /// Tells when its interfaces or addresses may have changed: one element for any number of changes since the last.
    ///
    /// - Throws: when the machine does not tell.
    func changes() throws -> any AsyncSequence<Void, Never>
}

extension Machine {
    /// What the server is told of this machine, for people to read.
    func facts(backend: String, commandTrouble: String? = nil) -> NodeFacts {
        NodeFacts(
            hostname: hostname, operatingSystem: operatingSystem, architecture: architecture,
            version: Release.version, backend: backend, commandTrouble: commandTrouble)
    }

    /// The first free port from the one wanted upwards.
    ///
    /// - Parameter taken: those that are somebody's though nobody is bound there now.
    /// - Throws: `AgentError.Code.failed` when none of the next thousand is free.
    func freePort(from wanted: ListenPort, besides taken: Set<ListenPort> = []) throws -> ListenPort {
        for number in Int(wanted.rawValue)...Int(wanted.rawValue) + 1000 {
            guard number <= UInt16.max else { break }
            let port = try ListenPort(number)
            if !taken.contains(port), isFree(port) { return port }
        }
        throw AgentError(
            .failed, message: "no UDP port from \(wanted) on is free", remedy: "name one with --port")
    }
}
