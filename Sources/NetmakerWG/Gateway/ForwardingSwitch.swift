internal import Glibc

/// Whether the machine, or network namespace, forwards packets between its interfaces: `net.ipv4.ip_forward` and
/// `net.ipv6.conf.all.forwarding`.
public enum ForwardingSwitch {
    static let folder = "/proc/sys"

    /// The sysctl's name.
    public static func name(_ family: AddressFamily) -> String {
        family == .ipv4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding"
    }

    /// - Returns: nil for a family that the kernel has not.
    public static func isOn(_ family: AddressFamily) -> Bool? {
        ControlFile.text(of: path(family)).map { $0 != "0" }
    }

    /// Sets it.
    ///
    /// - Throws: ``WireGuardError/Code/refused``.
    public static func set(_ family: AddressFamily, on: Bool) throws(WireGuardError) {
        guard let number = ControlFile.write(on ? "1" : "0", to: path(family)) else { return }
        throw WireGuardError(
            .refused, message: "cannot set \(name(family)) to \(on ? 1 : 0): \(String(cString: strerror(number)))",
            remedy: "run as root, and where it may be written, or set it with: sysctl -w \(name(family))=\(on ? 1 : 0)")
    }

    private static func path(_ family: AddressFamily) -> String {
        "\(folder)/" + name(family).split(separator: ".").joined(separator: "/")
    }
}
