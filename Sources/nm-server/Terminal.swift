internal import Glibc

/// The terminal of whoever runs the command, wherever input and output go.
enum Terminal {
    /// Whether there is somebody to ask.
    static var isThere: Bool {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return false }
        close(terminal)
        return true
    }

    /// Asks, and shows nothing of what is typed; nil when there is no terminal.
    static func askWithoutEcho(_ question: String) -> String? {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        Console.write(question, to: terminal)
        var usual = termios()
        tcgetattr(terminal, &usual)
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        defer {
            tcsetattr(terminal, TCSAFLUSH, &usual)
            Console.write("\n", to: terminal)
        }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < 1024, read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
