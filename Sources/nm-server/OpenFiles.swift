internal import Glibc

/// How many files and connections the process may have open.
enum OpenFiles {
    /// Takes as many as the system grants. The usual soft limit of 1,024 is for programs that know descriptors by small
    /// numbers only; here it would let a thousand connections that say nothing shut everybody else out.
    static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max
        else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
