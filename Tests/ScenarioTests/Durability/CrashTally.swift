import FoundationEssentials

/// How often a server made each kind of call, and which killed it, as the library wrote it down.
struct CrashTally: Sendable {
    private let numbers: [UInt64]

    /// Nothing yet, when there is no file.
    init(file: String) {
        let bytes = FileManager.default.contents(atPath: file).map(Array.init) ?? []
        numbers = stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<min(start + 8, bytes.count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    subscript(kind: CrashPoint.Kind) -> Int {
        guard let index = CrashPoint.Kind.allCases.firstIndex(of: kind), index < numbers.count else { return 0 }
        return Int(numbers[index])
    }

    /// The kind of call the server died at; nil when it did not die of the library.
    var hit: CrashPoint.Kind? {
        guard let number = numbers.last, numbers.count > CrashPoint.Kind.allCases.count, number > 0 else { return nil }
        return CrashPoint.Kind.allCases[Int(number) - 1]
    }
}
