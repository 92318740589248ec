internal import Glibc
internal import NetmakerCore
internal import Subprocess
internal import SystemPackage

/// The program that implements WireGuard, and how it is started so that it outlives us.
struct UserspaceProgram: Sendable {
    /// Its path.
    let path: String

    /// Finds the program that `WG_USERSPACE_IMPLEMENTATION` names, else `wireguard-go`: by path, or by name among the
    /// folders of `PATH` and those where system programs lie.
    ///
    /// - Throws: ``WireGuardError/Code/noImplementation`` when there is none.
    init(environment: (String) -> String?) throws(WireGuardError) {
        let named = environment("WG_USERSPACE_IMPLEMENTATION").flatMap { $0.isEmpty ? nil : $0 }
        let name = named ?? "wireguard-go"
        let folders = (environment("PATH") ?? "").split(separator: ":").map(String.init) + Self.systemFolders
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw WireGuardError(
                .noImplementation,
                message: named == nil
                    ? "this kernel has no WireGuard, and wireguard-go is not installed"
                    : "\(name), named by WG_USERSPACE_IMPLEMENTATION, is not a program",
                remedy: "install wireguard-go (apt-get install wireguard-go), or name another implementation by "
                    + "WG_USERSPACE_IMPLEMENTATION")
        }
        self.path = path
    }

    private static let systemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// The command that starts it for an interface.
    ///
    /// A service manager ends what a service started when the service ends. So under systemd the program gets a scope
    /// of its own. Its command line is for all to see: only the interface's name stands there.
    func command(for interface: InterfaceName, scopeProgram: String?) -> [String] {
        let own = [path, interface.description]
        guard let scopeProgram else { return own }
        return [
            scopeProgram, "--scope", "--quiet", "--collect", "--unit=wireguard-\(interface)", "--",
        ] + own
    }

    /// Starts it for an interface and returns when it serves it: it makes the tunnel and its socket, leaves a copy of
    /// itself in the background, and ends.
    func start(_ interface: InterfaceName) async throws {
        let command = command(for: interface, scopeProgram: Self.scopeProgram())
        var options = PlatformOptions()
        // Away from our terminal and process group: a signal to them is not for it.
        options.createSession = true
        let result = try await run(
            .path(FilePath(command[0])),
            arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(["PATH": Self.systemFolders.joined(separator: ":")]),
            workingDirectory: "/",
            platformOptions: options,
            output: .discarded,
            error: .string(limit: 16 * 1024))
        guard case .exited(0) = result.terminationStatus else {
            let said = result.standardError.split(whereSeparator: \.isNewline).suffix(3)
                .joined(separator: " / ")
            throw WireGuardError(
                .notStarted, message: "\(path) did not start for interface \(interface): \(said)",
                remedy: "check that /dev/net/tun exists and that this runs as root; try: \(path) \(interface)")
        }
    }

    /// `systemd-run`, where systemd is what runs this machine.
    private static func scopeProgram() -> String? {
        guard access("/run/systemd/system", F_OK) == 0 else { return nil }
        return systemFolders.map { "\($0)/systemd-run" }.first { access($0, X_OK) == 0 }
    }
}
