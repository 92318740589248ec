internal import Glibc
public import NetmakerAPI

/// The terminal of whoever runs the command.
public enum Terminal {
    /// Whether there is somebody to ask.
    public static var isThere: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return false }
        close(terminal)
        return true
    }

    /// Asks on the terminal itself, so that redirected input and output stay what they are, and shows nothing of what
    /// is typed.
    ///
    /// - Throws: `SecretInputError` when there is no terminal.
    public static func askWithoutEcho(_ question: String) throws(SecretInputError) -> ConfidentialText {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else {
            throw SecretInputError(
                message: "there is no terminal to ask for the secret",
                remedy: "give a file with it, where - is the standard input")
        }
        defer { close(terminal) }
        write(question, to: terminal)
        var usual = termios()
        tcgetattr(terminal, &usual)
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer {
            tcsetattr(terminal, TCSAFLUSH, &usual)
            write("\n", to: terminal)
        }
        return ConfidentialText(String(decoding: readLine(from: terminal), as: UTF8.self))
    }

    /// Asks for a secret that is set now, twice.
    ///
    /// - Throws: `SecretInputError` when there is no terminal, or the two are not the same.
    public static func askTwiceWithoutEcho(_ question: String) throws(SecretInputError) -> ConfidentialText {
        let secret = try askWithoutEcho(question)
        guard try askWithoutEcho("once more: ") == secret else {
            throw SecretInputError(message: "the two are not the same", remedy: "try again")
        }
        return secret
    }

    private static func readLine(from terminal: Int32) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 1024, read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return line
    }

    /// Writes all of a text, as far as anybody takes it.
    public static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
