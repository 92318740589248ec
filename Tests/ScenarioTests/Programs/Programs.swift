import Testing

/// The three programs as people run them, on machines of their own: what no part can promise alone.
///
/// One test at a time: each has machines, and figures that other machines at work would spoil.
@Suite(
    .serialized, .timeLimit(.minutes(2)),
    .enabled(
        if: Installation.canMakeMachines,
        "needs root, /dev/net/tun, wireguard-go, wireguard-tools, iproute2, ping, curl, sqlite3 and util-linux"))
struct `The programs` {
    /// What takes minutes of waiting, since an agent looks after what belongs to no tunnel three times a minute. They know
    /// nothing of the others: they may run beside them, in a process of their own.
    @Suite struct `With gateways` {}
}
