import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// A machine that boots with systemd, by Scripts/kernel-vm, and keeps what it writes from one boot to the next.
struct BootedMachine: Sendable {
    /// Its disk.
    let image: String

    private static let script = "\(Installation.programs)/../../../Scripts/kernel-vm"

    /// Whether it can be had here: not within one.
    static let isPossible =
        Installation.canMakeMachines && getenv("NM_KERNEL_VM") == nil && access(script, X_OK) == 0
        && access("/lib/systemd/systemd", X_OK) == 0 && Resolved.isInstalled

    /// Boots it, runs a script as one of its services, and shuts it down.
    ///
    /// - Parameter seconds: how long it may take: much longer than it does, since machines are slow when they build beside.
    /// - Returns: what was said under each of the headings that the script began with `section`.
    func boot(within seconds: Int, _ script: String) async throws -> [String: String] {
        let beginning = """
            set -euo pipefail
            section() { printf '== %s\\n' "$1"; }
            PROGRAMS='\(Installation.programs)'
            PATH=$PATH:$PROGRAMS

            """
        let result = try await run(
            .path(FilePath(Self.script)),
            arguments: ["-t", "\(seconds)", "-i", image, "-c", beginning + script], input: .none,
            output: .string(limit: 4 << 20), error: .string(limit: 4 << 20))
        let outcome = CommandOutcome(
            command: "kernel-vm", status: result.terminationStatus, output: result.standardOutput,
            complaints: result.standardError)
        var sections: [String: String] = [:]
        var heading = ""
        for line in try outcome.printed().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("== ") {
                heading = String(line.dropFirst(3))
            } else {
                sections[heading, default: ""] += line + "\n"
            }
        }
        return sections
    }
}
