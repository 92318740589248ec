internal import Glibc
internal import ServiceLifecycle

/// Gives back the memory that only the start needed, and later what only a busy hour did: pages of the program, and what
/// the allocator keeps of what was freed.
///
/// Starting touches most of the program once (relocations, type metadata, TLS tables); a daemon that then waits for
/// months needs a fifth of it. What is given back stays in the page cache as long as there is room, and a page that is
/// needed again costs a minor fault, which brings its neighbours along.
struct StartupPages: Service {
    /// When everything that a start does has been done.
    private static let delay: Duration = .seconds(10)
    /// How often after that: what a reconnection or a wave of changes touched is given back then.
    private static let interval: Duration = .seconds(300)

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                try await Task.sleep(for: Self.delay)
                while true {
                    Self.giveBack()
                    try await Task.sleep(for: Self.interval)
                }
            }
        } catch is CancellationError {
            return
        }
    }

    /// What is never written can be dropped and read again. A failure costs memory, nothing else.
    private static func giveBack() {
        for range in CleanMappings.ofThisProcess() {
            guard let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound) else { continue }
            madvise(start, Int(range.count), MADV_DONTNEED)
        }
        _ = trim?(0)
    }

    /// malloc_trim(3), which the module of the C library leaves out; nil for a C library that has none.
    private static let trim: (@convention(c) (Int) -> CInt)? = dlsym(nil, "malloc_trim").map {
        unsafeBitCast($0, to: (@convention(c) (Int) -> CInt).self)
    }
}
