import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// A program that runs beside the test, with all it says kept in a file.
final class Program: Sendable {
    let name: String
    /// The file that its output goes to.
    let log: String
    /// `nsenter`, which waits for the program inside and ends as it ends.
    private let parent: pid_t
    /// The program's own number, outside of its namespace.
    let process: pid_t
    private let end: Task<TerminationStatus, any Error>

    /// Starts `nsenter` with these arguments, and returns when the program inside has a number.
    init(running arguments: Arguments, environment: Environment, log: String, name: String) async throws {
        self.name = name
        self.log = log
        let file = try FileDescriptor.open(
            FilePath(log), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
        let (numbers, continuation) = AsyncStream.makeStream(of: pid_t.self)
        end = Task {
            defer { continuation.finish() }
            return try await run(
                .name("nsenter"), arguments: arguments, environment: environment, input: .none,
                output: .fileDescriptor(file, closeAfterSpawningProcess: true), error: .combinedWithOutput
            ) { execution in
                continuation.yield(execution.processIdentifier.value)
            }.terminationStatus
        }
        guard let parent = await numbers.first(where: { _ in true }) else {
            throw TooLate(description: "\(name) could not be started: \(await end.result)")
        }
        self.parent = parent
        var process: pid_t?
        try await eventually("\(name) runs") {
            process = try children(of: parent).first
            return process != nil
        }
        self.process = process ?? parent
    }

    /// All it has said so far.
    var said: String { get throws { try String(contentsOfFile: log, encoding: .utf8) } }

    private var hasEnded: Bool { kill(parent, 0) != 0 }

    /// Waits until it has said something.
    ///
    /// - Throws: `TooLate` with all it said, at the deadline or when it has ended.
    func says(_ text: String, within limit: Duration = .seconds(20)) async throws {
        do {
            try await eventually("\(name) says \(text)", within: limit) {
                let hasEnded = hasEnded
                if try said.contains(text) { return true }
                guard !hasEnded else { throw TooLate(description: "\(name) ended without saying \(text)") }
                return false
            }
        } catch let error as TooLate {
            throw TooLate(description: "\(error)\n\(try said)")
        }
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Lets it go on after a `SIGSTOP`, with which `nsenter` stopped too.
    func goOn() {
        kill(process, SIGCONT)
        kill(parent, SIGCONT)
    }

    /// Waits for its end.
    ///
    /// - Returns: its exit status; nil when a signal ended it.
    @discardableResult
    func ended() async throws -> Int32? {
        if case .exited(let code) = try await end.value { code } else { nil }
    }

    /// Tells it to end, and waits until it has.
    @discardableResult
    func stop(_ number: Int32 = SIGTERM) async throws -> Int32? {
        signal(number)
        return try await ended()
    }
}
