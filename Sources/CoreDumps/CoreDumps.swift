internal import Glibc

/// Pictures of a process's memory, which holds keys, passwords and sessions.
public enum CoreDumps {
    /// Has none made when this process crashes, or one it starts. Root may still attach a debugger.
    ///
    /// A limit of 0 is none for a dump that the kernel hands to a program. One of 1 byte is: it is less than any dump
    /// takes, and the kernel hands none over whose limit is exactly that (core(5), `do_coredump` in fs/coredump.c).
    public static func forbid() {
        var limit = rlimit(rlim_cur: 1, rlim_max: 1)
        guard setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) != 0 else { return }
        // Where nobody may raise a limit that was 0 before.
        limit = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
    }
}
