import Glibc

/// The programs under test, and what this machine must have to run them.
enum Installation {
    /// The folder that holds the programs: the one of the test's own executable, beside which they are built;
    /// `NM_PROGRAMS` names another.
    static let programs: String = {
        if let folder = getenv("NM_PROGRAMS") { return String(cString: folder) }
        // The test runner may be Swift's own: the bundle is then an argument of it.
        let executable = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ownExecutable
        return String(executable[..<(executable.lastIndex(of: "/") ?? executable.startIndex)])
    }()

    static func program(_ name: String) -> String { "\(programs)/\(name)" }

    /// Whether machines can be made here, out of namespaces and userspace WireGuard.
    static let canMakeMachines =
        geteuid() == 0 && access("/dev/net/tun", R_OK | W_OK) == 0
        && ["wireguard-go", "wg", "nsenter", "unshare", "ip", "ping", "curl", "sqlite3"].allSatisfy(isInstalled)

    /// The library that makes a program see another time, by https://github.com/wolfcw/libfaketime; nil when it is not
    /// installed.
    static let fakeTime: String? = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
        .map { "/usr/lib/\($0)/faketime/libfaketimeMT.so.1" }.first { access($0, R_OK) == 0 }

    /// A minimal Debian, made by Scripts/minimal-root beside what was built.
    static let minimalRoot = "\(programs)/../../minimal-root"

    static let hasMinimalRoot = access("\(minimalRoot)/usr/bin/curl", X_OK) == 0

    /// Whether nginx can stand before a server.
    static let hasNginx =
        ["nginx", "openssl"].allSatisfy(isInstalled) && access("/usr/lib/nginx/modules/ngx_stream_module.so", R_OK) == 0

    private static func isInstalled(_ tool: String) -> Bool {
        ["/usr/sbin", "/usr/bin", "/sbin", "/bin"].contains { access("\($0)/\(tool)", X_OK) == 0 }
    }

    private static var ownExecutable: String {
        guard let path = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}
