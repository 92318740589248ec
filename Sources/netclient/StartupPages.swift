internal import Glibc
internal import ServiceLifecycle

/// Gives back the pages of the program that only its start needed.
///
/// Starting touches most of the program's text once (relocations, type metadata, TLS tables); a daemon that then waits
/// for months needs a fifth of it. What is given back stays in the page cache as long as there is room, and a page that
/// is needed again costs a minor fault: 20 MB of resident memory against a few milliseconds, once.
struct StartupPages: Service {
    /// When everything that a start does has been done.
    private static let delay: Duration = .seconds(10)

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.delay) }
        } catch is CancellationError {
            return
        }
        for range in Self.textMappings() {
            guard let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) else { continue }
            // Text is never written, so its pages can be dropped and read again. A failure costs memory, nothing else.
            madvise(start, Int(range.count), MADV_DONTNEED)
        }
    }

    /// Where files are mapped for execution (`/proc/self/maps`, proc(5)): the program's and its libraries' text.
    private static func textMappings() -> [Range<UInt>] {
        guard let maps = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(maps) }
        var ranges: [Range<UInt>] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, maps) > 0, let text = line.map({ String(cString: $0) }) {
            let fields = text.split(whereSeparator: \.isWhitespace)
            guard fields.count >= 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard bounds.count == 2, bounds[0] < bounds[1] else { continue }
            ranges.append(bounds[0]..<bounds[1])
        }
        return ranges
    }
}
