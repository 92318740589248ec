internal import Foundation
internal import NetmakerCore
internal import NetmakerServer
internal import ServiceLifecycle

/// Tells whoever started the server where it is reached, once it is.
struct Greeting: Service {
    let server: Server

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            for line in Self.lines(for: try await server.started) { Console.say(line) }
        }
        try await gracefulShutdown()
    }

    /// A log or a pipe may be read by others: the code itself is for a terminal only.
    private static func code(in file: String) -> String? {
        guard Console.isTerminal, let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.map(String.init)
    }

    static func lines(for started: StartedServer) -> [String] {
        var lines = [
            "api             https://\(started.api)",
            "agents          \(started.agents)",
        ]
        if let metrics = started.metrics { lines.append("metrics         http://\(metrics)/metrics") }
        lines += started.pins.map { "pin             \($0)" }
        if let file = started.setupCodeFile {
            let pin = started.pins.first.map { " --pin \($0)" } ?? ""
            lines += [
                "setup code      \(code(in: file).map { "\($0), also " } ?? "")in \(file)",
                "first admin     nmctl setup --server https://\(started.api)\(pin) --code-file \(file)",
            ]
        }
        return lines + ["ready"]
    }
}
