internal import Netlink

/// The choice of WireGuard implementation on this machine.
public enum Backend {
    /// The kernel's WireGuard where it has it, else the userspace implementation that is installed. The answer's `kind`
    /// says which it is.
    ///
    /// - Parameter socketDirectory: where userspace implementations keep their sockets in this mount namespace.
    /// - Throws: ``WireGuardError/Code/noImplementation`` when there is neither.
    public static func detect(
        socketDirectory: String = UserspaceBackend.standardSocketDirectory
    ) throws -> any TunnelBackend {
        if try KernelBackend.isAvailable() { return KernelBackend() }
        return try UserspaceBackend(socketDirectory: socketDirectory)
    }
}
