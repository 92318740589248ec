internal import Glibc
internal import NIOCore
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// Runs commands by `/bin/sh -c`, each in a session of its own, with nothing to read and nothing in its environment but
/// where programs lie and what it is about.
///
/// What it says is told until the shell has ended: what it leaves in the background lives on, and is not listened to.
public struct ShellCommandRunner: CommandRunner {
    /// The most that is told of what a command says, in bytes.
    static let maximumOutput = 65_536
    /// The longest line that is told, in bytes; what is longer is cut.
    static let maximumLine = 512
    /// How long a command has to end by itself once it was told to.
    static let grace: Duration = .seconds(2)
    /// How long the last words of a shell that has ended may take to arrive.
    private static let lastWords: Duration = .milliseconds(200)
    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    private let clock = AgentClock(ContinuousClock())

    public init() {}

    public func run(
        _ call: CommandCall, saying line: @escaping @Sendable (String) -> Void
    ) async throws -> CommandEnding {
        let output = try OutputPipe()
        return try await withThrowingTaskGroup(of: CommandEnding?.self) { group in
            let channel = try await output.takeReadEnd()
            group.addTask {
                try await listen(to: channel, saying: line)
                return nil
            }
            let ending: Result<CommandEnding, any Error>
            do { ending = .success(try await limited(call, output)) } catch { ending = .failure(error) }
            // Whoever stays in the background may hold the pipe open for ever.
            group.addTask {
                try await clock.sleep(for: Self.lastWords)
                return nil
            }
            _ = await group.nextResult()
            group.cancelAll()
            return try ending.get()
        }
    }

    // MARK: The process

    private func limited(_ call: CommandCall, _ output: OutputPipe) async throws -> CommandEnding {
        try await withThrowingTaskGroup(of: CommandEnding?.self) { group in
            group.addTask { try await process(call, output) }
            group.addTask {
                try await clock.sleep(for: call.limit)
                return nil
            }
            let first = try await group.next()
            group.cancelAll()
            if let ending = first ?? nil { return ending }
            // Cancelled, it is told to end, and made to.
            while let result = await group.nextResult() { _ = result }
            return .overdue
        }
    }

    private func process(_ call: CommandCall, _ output: OutputPipe) async throws -> CommandEnding {
        var options = PlatformOptions()
        // Away from our terminal and process group, and the head of a group of its own.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: Self.grace)
        ]
        let process = Mutex<pid_t?>(nil)
        defer {
            // The shell may have obeyed, and what it started not.
            if Task.isCancelled, let process = process.withLock({ $0 }) { kill(-process, SIGKILL) }
        }
        let status = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", call.text],
            environment: .custom([
                "PATH": Self.path, "NETCLIENT_NETWORK": "\(call.network)", "NETCLIENT_INTERFACE": "\(call.interface)",
            ]),
            workingDirectory: "/", platformOptions: options, input: .none,
            output: .fileDescriptor(output.takeWriteEnd(), closeAfterSpawningProcess: true),
            error: .combinedWithOutput
        ) { execution in
            process.withLock { $0 = execution.processIdentifier.value }
        }.terminationStatus
        try Task.checkCancellation()
        return switch status {
        case .exited(let code): .exited(code)
        case .signaled(let signal): .killed(by: signal)
        }
    }

    // MARK: What it says

    private func listen(
        to channel: NIOAsyncChannel<ByteBuffer, Never>, saying tell: @escaping @Sendable (String) -> Void
    ) async throws {
        try await channel.executeThenClose { incoming in
            var lines = OutputLines(maximumLine: Self.maximumLine, maximumTotal: Self.maximumOutput)
            for try await buffer in incoming {
                for line in lines.add(buffer.readableBytesView) { tell(line) }
            }
            if let rest = lines.finish() { tell(rest) }
        }
    }
}
