internal import FoundationEssentials
internal import Glibc

/// What the first process of a container is for besides its work: it takes in every process whose parent has died, and
/// the kernel keeps from it what it does not wait for.
///
/// netclient itself cannot be it: who waits for whatever child has ended takes from others the end of theirs. So it
/// starts itself once more, and hands signals down.
enum FirstProcess {
    /// What is handed down.
    private static let forwarded = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]

    /// Runs netclient as a child until it ends.
    ///
    /// - Returns: the exit status, as shells give it.
    static func run() -> Int32 {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in forwarded + [SIGCHLD] { sigaddset(&signals, signal) }
        // Waited for, not handled: one that comes before we wait is not lost.
        sigprocmask(SIG_BLOCK, &signals, nil)
        guard let child = start() else { return ExitStatus.failed.rawValue }
        while true {
            var signal: Int32 = 0
            guard sigwait(&signals, &signal) == 0 else { continue }
            if signal == SIGCHLD {
                if let status = reap(child) { return status }
            } else {
                kill(child, signal)
            }
        }
    }

    private static func start() -> pid_t? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        var environment = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var child: pid_t = 0
        let error = posix_spawn(&child, "/proc/self/exe", nil, &attributes, &arguments, &environment)
        guard error == 0 else {
            Output.write("netclient: cannot start itself: \(String(cString: strerror(error)))", to: .standardError)
            return nil
        }
        return child
    }

    /// Waits for all that have ended.
    ///
    /// - Returns: the child's exit status; nil while it runs.
    private static func reap(_ child: pid_t) -> Int32? {
        var result: Int32?
        while true {
            var status: Int32 = 0
            let process = waitpid(-1, &status, WNOHANG)
            guard process > 0 else { return result }
            // The low seven bits are the signal that ended it, the next byte its own status (wait(2)).
            if process == child { result = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
        }
    }
}
