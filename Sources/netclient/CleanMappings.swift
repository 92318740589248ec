internal import Glibc

/// Where files of the program and of its libraries are mapped whose pages are all as they are in the file, and stay so.
enum CleanMappings {
    /// Those of this process (`/proc/self/smaps`, proc(5)).
    static func ofThisProcess() -> [Range<UInt>] {
        guard let file = fopen("/proc/self/smaps", "r") else { return [] }
        defer { fclose(file) }
        var reader = Reader()
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let text = line.map({ String(cString: $0) }) { reader.read(text) }
        return reader.ranges
    }

    /// Reads the lines of smaps, one by one.
    struct Reader {
        private struct Mapping {
            let range: Range<UInt>
            let file: Substring
            let isText: Bool
            /// Read-only; but what was relocated before it was made so is nowhere but here.
            var isClean: Bool
        }

        private var mappings: [Mapping] = []

        mutating func read(_ line: some StringProtocol) {
            let fields = line.split(maxSplits: 5, whereSeparator: \.isWhitespace)
            guard let first = fields.first else { return }
            if first == "Anonymous:", let last = mappings.indices.last {
                if fields.count < 2 || fields[1] != "0" { mappings[last].isClean = false }
                return
            }
            let bounds = first.split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard fields.count >= 5, bounds.count == 2, bounds[0] < bounds[1] else { return }
            let file = fields.count > 5 ? Substring(fields[5].drop(while: \.isWhitespace)) : ""
            mappings.append(
                Mapping(
                    range: bounds[0]..<bounds[1], file: file, isText: fields[1] == "r-xp",
                    isClean: ["r-xp", "r--p"].contains(fields[1]) && file.hasPrefix("/")))
        }

        /// Of files of which there is text: those stay where they are for as long as the process lives.
        var ranges: [Range<UInt>] {
            let programs = Set(mappings.filter(\.isText).map(\.file))
            return mappings.filter { $0.isClean && programs.contains($0.file) }.map(\.range)
        }
    }
}
