internal import Glibc
public import NetmakerWG

/// Tells systemd, over the socket that it names in the environment (sd_notify(3)).
public struct SystemdNotifier: ServiceNotifier {
    /// As in the environment: a path, or a name that begins with `@`.
    private let address: String
    public let watchdog: Duration?

    /// Nil when nobody wants to be told.
    ///
    /// - Parameter environment: looks up variables: `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
    public init?(environment: (String) -> String? = UserspaceBackend.variable) {
        guard let address = environment("NOTIFY_SOCKET"), address.hasPrefix("/") || address.hasPrefix("@"),
            address.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        else { return nil }
        self.address = address
        let isMeant = environment("WATCHDOG_PID").map { $0 == "\(getpid())" } ?? true
        watchdog =
            isMeant
            ? environment("WATCHDOG_USEC").flatMap(Int64.init).flatMap { $0 > 0 ? .microseconds($0) : nil } : nil
    }

    /// Whether it is heard is for systemd to notice: a service does its work all the same.
    public func tell(_ state: ServiceState) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: address.utf8) }
        // A name of the kernel's own begins with a zero, and ends where the length says.
        if address.hasPrefix("@") { target.sun_path.0 = 0 }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.utf8.count)
        let message = Array(state.assignment.utf8)
        withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
