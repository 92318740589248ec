import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

/// What `wg-quick strip`, `wg setconf` and `wg showconf` make of the files that are written here, on a real device.
enum ConfigurationFilePrograms {
    /// What the device tells of an endpoint of link scope.
    enum Scopes {
        /// Its interface.
        case told
        /// Its address and port only: wireguard-go of 2022 keeps the interface to itself.
        case kept
    }

    /// Random files on one device, one after the other.
    static func agree(
        about device: any WireGuardDevice, of machine: TwoMachines.Machine, in folder: String, files: Int,
        scopes: Scopes
    ) async throws {
        var generator = SeededGenerator(seed: 0x7747)
        let cable = try interface("cable")
        let number = try await machine.shell("cat /sys/class/net/\(cable)/ifindex").filter(\.isNumber)
        let numbers = [cable: try #require(UInt32(number))]
        let path = "\(folder)/\(machine.interface)"
        for _ in 0..<files {
            let file = try reachable(ConfigurationFile.random(using: &generator), over: scopes == .told ? cable : nil)
            try write(file.textRevealingSecrets, to: "\(path).conf")
            try await shell("wg-quick strip \(path).conf >\(path).stripped")
            let stripped = try ConfigurationFile(parsing: try read("\(path).stripped"))
            #expect(stripped.difference(from: file.stripped) == nil)

            try await machine.shell("wg setconf \(machine.interface) \(path).stripped")
            let state = try await device.state()
            #expect(state.mismatch(with: try DeviceConfiguration(file.withoutRoutes, scopes: numbers)) == nil)

            let shown = try ConfigurationFile(
                parsing: try await machine.shell("wg showconf \(machine.interface)"))
            #expect(state.mismatch(with: try DeviceConfiguration(shown.withoutRoutes, scopes: numbers)) == nil)
            let own = ConfigurationFile(state, privateKey: try await device.privateKey())
            // The state has the number where wg has the name.
            let named = try ConfigurationFile(
                parsing: own.textRevealingSecrets.replacing("%\(number)]", with: "%\(cable)]"))
            #expect(try shown.sorted.difference(from: named) == nil)
        }
    }

    /// The file without names, which nobody here can look up, and on a link that there is.
    private static func reachable(
        _ file: ConfigurationFile, over link: InterfaceName?
    ) throws -> ConfigurationFile {
        let peers = try file.peers.map { peer in
            var peer = peer
            switch peer.endpoint {
            case .name: peer.endpoint = nil
            case .scoped(let scoped):
                peer.endpoint =
                    try link.map { .scoped(try ScopedEndpoint(scoped.endpoint, scope: $0)) }
                    ?? .address(scoped.endpoint)
            default: break
            }
            return peer
        }
        return try ConfigurationFile(interface: file.interface, peers: peers)
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private static func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}

extension ConfigurationFile {
    /// With no routes to need a mark, as `wg` takes it.
    fileprivate var withoutRoutes: ConfigurationFile {
        var file = self
        file.interface.table = .off
        return file
    }

    /// With its peers in the order in which a state's are written.
    fileprivate var sorted: ConfigurationFile {
        get throws { try ConfigurationFile(interface: interface, peers: peers.sorted { $0.publicKey < $1.publicKey }) }
    }
}

@Suite(.enabled(if: Machine.hasUserspaceWireGuard, "needs root, /dev/net/tun and wireguard-go"))
struct `Configuration files on userspace WireGuard` {
    @Test func `are taken by wg and wg-quick, and what wg writes is read`() async throws {
        try await UserspaceMachines.running { machines in
            let left = machines.left
            let device = try await machines.backend(left).open(left.interface).device
            try await ConfigurationFilePrograms.agree(
                about: device, of: left, in: machines.folder, files: 20, scopes: .kept)
        }
    }
}

@Suite(
    .enabled(
        if: Machine.hasKernelWireGuard && Machine.mayMakeNamespaces,
        "this kernel has no WireGuard, or this is not root: Scripts/test runs it in Scripts/kernel-vm"))
struct `Configuration files on kernel WireGuard` {
    @Test func `are taken by wg and wg-quick, and what wg writes is read`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let device = try await KernelBackend(in: left.namespace).open(left.interface).device
            let folder = try await shell("mktemp -d").split(separator: "\n")[0]
            try await ConfigurationFilePrograms.agree(
                about: device, of: left, in: String(folder), files: 4, scopes: .told)
            try await shell("rm -r \(folder)")
        }
    }
}
