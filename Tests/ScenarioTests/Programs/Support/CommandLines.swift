import FoundationEssentials
import Synchronization

/// Every command line that anybody on this machine could have read, looked at all the time: most commands are short.
final class CommandLines: Sendable {
    private let seen = Mutex<Set<String>>([])

    /// Looks until it is cancelled.
    func watch() async {
        while !Task.isCancelled {
            look()
            try? await Task.sleep(for: .milliseconds(2))
        }
    }

    private func look() {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for process in processes where process.first?.isNumber == true {
            // One that ends while it is looked at has been seen before, or is as short as anybody's look.
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"), !line.isEmpty else {
                continue
            }
            let text = String(decoding: line.map { $0 == 0 ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
            seen.withLock { _ = $0.insert(text) }
        }
    }

    /// A line each.
    var text: String { seen.withLock { $0.joined(separator: "\n") } }
}
