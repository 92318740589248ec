import Glibc
import NetmakerWG

/// What this machine lets tests do. What it does not is skipped, and said aloud by the conditions of the suites.
enum Machine {
    /// Whether the test runs under Scripts/kernel-vm, where the kernel has WireGuard or the test fails.
    static let isKernelVM = getenv("NM_KERNEL_VM") != nil

    static let hasKernelWireGuard = isKernelVM || (try? KernelBackend.isAvailable()) == true

    static let mayMakeNamespaces = geteuid() == 0 && access("/usr/sbin/ip", X_OK) == 0

    static let mayMakeTunnels = mayMakeNamespaces && access("/dev/net/tun", R_OK | W_OK) == 0

    static let hasUserspaceWireGuard =
        mayMakeTunnels && !isKernelVM && access("/usr/bin/wireguard-go", X_OK) == 0
}
