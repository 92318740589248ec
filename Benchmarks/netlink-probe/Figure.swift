internal import Glibc

/// What one operation took.
struct Figure: CustomStringConvertible {
    let name: String
    /// How many peers or routes there are.
    let size: Int
    /// Of processor time, the kernel's share included; the median of some repetitions.
    let microseconds: Double

    /// Times `body`, again and again.
    ///
    /// - Parameters:
    ///   - touched: how many peers or routes are touched: the fewer, the more repetitions.
    ///   - prepare: what comes before each repetition, and is not timed.
    init(
        _ name: String, size: Int, touched: Int? = nil, prepare: (Int) async throws -> Void = { _ in },
        _ body: (Int) async throws -> Void
    ) async throws {
        self.name = name
        self.size = size
        var times: [Double] = []
        for number in 0..<Self.repetitions(touched ?? size) {
            try await prepare(number)
            let before = Self.processorMicroseconds()
            try await body(number)
            times.append(Self.processorMicroseconds() - before)
        }
        times.sort()
        microseconds = times[times.count / 2]
    }

    /// As netlink-floor does.
    private static func repetitions(_ touched: Int) -> Int {
        switch touched {
        case 10_000...: 3
        case 1000...: 7
        default: 15
        }
    }

    /// Of all threads: a device works on one of its own.
    private static func processorMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    var description: String {
        "\(name)\t\(size)\t\(Int(microseconds)).\(Int(microseconds * 100) % 100 / 10)\(Int(microseconds * 100) % 10)"
    }
}
