import Glibc

extension WireGuardError {
    /// A refusal by a userspace implementation, which says why by an errno alone.
    ///
    /// - Parameter operation: what was being done, as a phrase.
    init(errno number: CInt, doing operation: String) {
        self.init(
            .refused, message: "\(operation): \(String(cString: strerror(number))) (errno \(number))",
            remedy: Self.remedy(for: number))
    }

    private static func remedy(for number: CInt) -> String {
        switch number {
        // wireguard-go says this of a firewall mark too that it may not set.
        case EADDRINUSE: "choose another listen port, or stop the program that has it"
        case EPERM, EACCES: "run as root, and check that the implementation may change networks (CAP_NET_ADMIN)"
        case EINVAL, EPROTO, ENOTSUP:
            "the implementation does not know all it was asked for: check its version, or use another one by "
                + "WG_USERSPACE_IMPLEMENTATION; what was sent before the failure stands"
        default: "read the interface and plan again; what was sent before the failure stands"
        }
    }
}
