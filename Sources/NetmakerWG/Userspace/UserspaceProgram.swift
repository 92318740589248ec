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

    /// How long it, and what puts it in its scope, may take: whoever waits for it has the interface's turn.
    static let startLimit: Duration = .seconds(20)

    /// Starts it for an interface and returns when it serves it: it makes the tunnel and its socket, leaves a copy of
    /// itself in the background, and ends.
    func start(_ interface: InterfaceName, within limit: Duration = startLimit) async throws {
        let command = command(for: interface, scopeProgram: Self.scopeProgram())
        let complaint = try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask { try await Self.complaint(of: command) }
            group.addTask {
                try await ContinuousClock().sleep(for: limit)
                return "\(command[0]) has not ended within \(limit)"
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let complaint else { return }
        throw WireGuardError(
            .notStarted, message: "\(path) did not start for interface \(interface): \(complaint)",
            remedy: "check that /dev/net/tun exists and that this runs as root; try: \(path) \(interface)")
    }

    /// Runs a command to its end.
    ///
    /// - Returns: its last words when it failed; nil when it did not.
    private static func complaint(of command: [String]) async throws -> String? {
        var options = PlatformOptions()
        // Away from our terminal and process group: a signal to them is not for it.
        options.createSession = true
        // The copy in the background has no use where nobody waits for it to be ready.
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        let result = try await run(
            .path(FilePath(command[0])),
            arguments: Arguments(Array(command.dropFirst())),
            environment: .custom(["PATH": systemFolders.joined(separator: ":")]),
            workingDirectory: "/",
            platformOptions: options,
            output: .discarded,
            error: .string(limit: 16 * 1024))
        if case .exited(0) = result.terminationStatus { return nil }
        return result.standardError.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " / ")
    }

    /// `systemd-run`, where systemd is what runs this machine.
    private static func scopeProgram() -> String? {
        guard access("/run/systemd/system", F_OK) == 0 else { return nil }
        return systemFolders.map { "\($0)/systemd-run" }.first { access($0, X_OK) == 0 }
    }
}
