internal import Foundation
internal import Glibc

/// What the kernel says of this process (proc(5), getrusage(2)). What it does not say is left out.
struct ProcessReading {
    let residentBytes: Int?
    let virtualBytes: Int?
    let openFiles: Int?
    let mostFiles: Int?
    /// In seconds, of all threads, in the kernel too.
    let processorTime: Double?
    /// In seconds since 1970.
    let start: Double?

    static var now: ProcessReading {
        let pages = text("/proc/self/statm").split(separator: " ").compactMap { Int($0) }
        let pageSize = sysconf(Int32(_SC_PAGESIZE))
        var limit = rlimit()
        let hasLimit = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        return ProcessReading(
            residentBytes: pages.count > 1 ? pages[1] * pageSize : nil,
            virtualBytes: pages.first.map { $0 * pageSize },
            openFiles: try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count,
            mostFiles: hasLimit ? Int(clamping: limit.rlim_cur) : nil, processorTime: processorTime, start: start)
    }

    private static var processorTime: Double? {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    /// The 22nd field counts ticks from the machine's start; the name before it may hold anything but a closing
    /// parenthesis that is not the last.
    private static var start: Double? {
        let fields = text("/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        let boot = text("/proc/stat").split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap {
            Double($0.dropFirst(6))
        }
        guard fields.count > 19, let ticks = Double(fields[19]), let boot else { return nil }
        return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
