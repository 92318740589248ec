internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import NetmakerAgent

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument {
    /// For people.
    case text
    /// For scripts.
    case json
}

/// That the answer is no, which was said as an answer is.
struct SaidAlready: Error {}

/// The one place that writes to the terminal.
enum Output {
    enum Stream: Int32 {
        case standardOutput = 1
        case standardError = 2
    }

    static func write(_ text: String, to stream: Stream = .standardOutput) {
        var rest = Array("\(text)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(stream.rawValue, $0.baseAddress, $0.count) }
            // Nobody reads: nobody to tell.
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    static func write(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        write(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// How many columns the terminal has that answers go to; 80 when they go to none.
    static var width: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    /// What happened, and what to do next.
    static func report(_ error: any Error) {
        write("netclient: \(error)", to: .standardError)
    }

    /// Rows under a heading, each column as wide as its widest cell.
    static func table(_ heading: [String], _ rows: [[String]]) -> String {
        let widths = heading.indices.map { column in
            ([heading] + rows).map { $0[column].count }.max() ?? 0
        }
        return ([heading] + rows).map { row in
            var line = ""
            for (cell, width) in zip(row.dropLast(), widths) {
                line += cell + String(repeating: " ", count: width - cell.count + 2)
            }
            return line + (row.last ?? "")
        }.joined(separator: "\n")
    }
}
