internal import ArgumentParser
internal import Glibc

/// Standard output and standard error: the only writers to them.
enum Console {
    static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Says what is wrong, to who reads complaints.
    static func complain(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Whether somebody watches, rather than a file or another program.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Says what went wrong and what to do; for a call for help, gives the help.
    static func report(_ error: any Error) {
        let text = NMServer.fullMessage(for: error)
        guard !text.isEmpty else { return }
        let isAnswer = NMServer.exitCode(for: error) == .success
        write(text + "\n", to: isAnswer ? STDOUT_FILENO : STDERR_FILENO)
    }

    static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
