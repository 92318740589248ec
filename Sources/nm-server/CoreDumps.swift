internal import Glibc

/// Pictures of this process's memory, which holds its TLS key, and every session on its way in.
enum CoreDumps {
    /// Has none written when this process crashes, or one it starts (core(5)). Root may still attach a debugger.
    static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }
}
