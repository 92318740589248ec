internal import FoundationEssentials
internal import Glibc
public import NetmakerCore
public import NetmakerWG

/// What of a machine a gateway changes: one table of its firewall, and whether it forwards.
public protocol GatewayHost: Sendable {
    /// Tells one life of the machine's network from another: what was set up in one is gone in the next.
    var life: String { get }

    /// All there is in a table of the family `inet`; nil when there is none.
    func listing(of table: String) async throws -> String?
    /// Makes a table what its rules say, in one transaction.
    func replace(with rules: GatewayRules) async throws
    /// Takes a table away, if it is there.
    func remove(_ table: String) async throws
    /// What others set up that may drop what is forwarded from and to an interface.
    func obstacles(to interface: InterfaceName, besides table: String) async throws -> [ForwardingObstacle]

    /// - Returns: nil for a family that the machine has not.
    func isForwarding(_ family: AddressFamily) -> Bool?
    func setForwarding(_ family: AddressFamily, on: Bool) throws
    /// What else changes when it is set to forward, and is not as before when it is set not to.
    func forwardingSettings(_ family: AddressFamily) -> ForwardingSettings
    /// Sets it as it was before. Interfaces that are gone are left alone.
    func restore(_ settings: ForwardingSettings, _ family: AddressFamily) throws
    /// Of interfaces that stop taking routes from routers' advertisements when IPv6 is forwarded, those that have some,
    /// by name.
    func interfacesHearingRouters() -> [String]
    /// Says whether interfaces that listen to routers do so also while IPv6 is forwarded. Those that are gone, and those
    /// that somebody has set otherwise, are left alone.
    func listenToRouters(on interfaces: [String], alsoForwarding: Bool) throws
    func hasInterface(_ interface: InterfaceName) -> Bool
    /// The interfaces that lead to some hosts by the main table, and drop what those send when a tunnel is to lead there.
    func strictInterfaces(towards hosts: [IPv4Address]) -> Set<String>
}

/// The machine, or network namespace, that this process is in.
public struct LinuxGatewayHost: GatewayHost {
    private let tables = NetfilterTables()

    public init() {}

    public var life: String {
        // Where neither can be told, every life is taken for the same one: nothing of ours is forgotten.
        let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
        let network = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")) ?? ""
        // A namespace's number is given to another once it is gone, as when a container starts anew; its cookie is not.
        let cookie = NetworkNamespace.cookie.map { " \($0)" } ?? ""
        return "\(boot.prefix { $0 != "\n" }) \(network)\(cookie)"
    }

    public func listing(of table: String) async throws -> String? { try await tables.listing(of: table) }

    public func replace(with rules: GatewayRules) async throws { try await tables.replace(with: rules) }

    public func remove(_ table: String) async throws { try await tables.remove(table) }

    public func obstacles(to interface: InterfaceName, besides table: String) async throws -> [ForwardingObstacle] {
        try await tables.obstacles(to: interface.description, besides: table)
    }

    public func isForwarding(_ family: AddressFamily) -> Bool? { ForwardingSwitch.isOn(family) }

    public func setForwarding(_ family: AddressFamily, on: Bool) throws { try ForwardingSwitch.set(family, on: on) }

    public func forwardingSettings(_ family: AddressFamily) -> ForwardingSettings { ForwardingSwitch.settings(family) }

    public func restore(_ settings: ForwardingSettings, _ family: AddressFamily) throws {
        try ForwardingSwitch.restore(settings, family)
    }

    public func interfacesHearingRouters() -> [String] { RouterAdvertisements().interfaces() }

    public func listenToRouters(on interfaces: [String], alsoForwarding: Bool) throws {
        for interface in interfaces {
            try RouterAdvertisements().listen(on: interface, alsoForwarding: alsoForwarding)
        }
    }

    public func hasInterface(_ interface: InterfaceName) -> Bool { if_nametoindex(interface.description) != 0 }

    public func strictInterfaces(towards hosts: [IPv4Address]) -> Set<String> {
        ReversePathFilter().strictInterfaces(towards: hosts)
    }
}
