import NetmakerCore
import NetmakerWG

/// Two machines on which `wireguard-go` can be started.
///
/// The program goes into its machine's namespace by itself; all else is as in production.
struct UserspaceMachines: Sendable {
    let machines: TwoMachines
    /// A folder of the test's own.
    let folder: String

    var left: TwoMachines.Machine { machines.left }
    var right: TwoMachines.Machine { machines.right }

    /// Makes two machines for as long as `body` runs, and removes what it started there.
    static func running(_ body: (UserspaceMachines) async throws -> Void) async throws {
        try await TwoMachines.running { machines in
            let folder = try await shell("mktemp -d").split(separator: "\n")[0]
            let both = UserspaceMachines(machines: machines, folder: String(folder))
            for machine in [both.left, both.right] {
                try await shell(
                    """
                    printf '#!/bin/sh\\nexec ip netns exec \(machine.name) wireguard-go "$@"\\n' >\(both.program(machine))
                    chmod +x \(both.program(machine))
                    """)
            }
            do {
                try await body(both)
            } catch {
                try await both.remove()
                throw error
            }
            try await both.remove()
        }
    }

    /// The path of a machine's program.
    func program(_ machine: TwoMachines.Machine) -> String { "\(folder)/\(machine.name)" }

    /// The backend that starts it.
    func backend(_ machine: TwoMachines.Machine) throws -> UserspaceBackend {
        try Self.backend(running: program(machine), in: machine.namespace)
    }

    static func backend(running program: String, in namespace: NetworkNamespace) throws -> UserspaceBackend {
        try UserspaceBackend(in: namespace) { $0 == "WG_USERSPACE_IMPLEMENTATION" ? program : nil }
    }

    /// Opens a machine's tunnel to the other and brings it to what it is to be.
    @discardableResult
    func tunnel(
        _ machine: TwoMachines.Machine, to peer: TwoMachines.Machine
    ) async throws -> (device: any WireGuardDevice, link: any Link) {
        try await machines.tunnel(machine, to: peer, by: backend(machine))
    }

    private func remove() async throws {
        for machine in [left, right] { try await backend(machine).remove(machine.interface) }
        try await shell("rm -r \(folder)")
    }
}
