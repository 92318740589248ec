internal import Glibc

/// Whether the machine, or network namespace, forwards packets between its interfaces: `net.ipv4.ip_forward` and
/// `net.ipv6.conf.all.forwarding`.
public enum ForwardingSwitch {
    /// The sysctl's name.
    public static func name(_ family: AddressFamily) -> String {
        family == .ipv4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding"
    }

    /// - Returns: nil for a family that the kernel has not.
    public static func isOn(_ family: AddressFamily) -> Bool? {
        read(path(family)).map { $0 != "0" }
    }

    /// Sets it.
    ///
    /// - Throws: ``WireGuardError/Code/refused``.
    public static func set(_ family: AddressFamily, on: Bool) throws(WireGuardError) {
        let descriptor = open(path(family), O_WRONLY | O_CLOEXEC)
        let written = descriptor >= 0 ? write(descriptor, on ? "1" : "0", 1) : -1
        let number = errno
        if descriptor >= 0 { close(descriptor) }
        guard written == 1 else {
            throw WireGuardError(
                .refused, message: "cannot set \(name(family)) to \(on ? 1 : 0): \(String(cString: strerror(number)))",
                remedy:
                    "run as root, and where it may be written, or set it with: sysctl -w \(name(family))=\(on ? 1 : 0)")
        }
    }

    /// The interfaces that take routes from routers' advertisements, and stop to when IPv6 is forwarded: those whose
    /// `accept_ra` is 1.
    public static func interfacesHearingRouters() -> [String] {
        let folder = "/proc/sys/net/ipv6/conf"
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix("."), !["all", "default", "lo"].contains(name) else { continue }
            if read("\(folder)/\(name)/accept_ra") == "1", read("\(folder)/\(name)/disable_ipv6") == "0" {
                names.append(name)
            }
        }
        return names.sorted()
    }

    private static func path(_ family: AddressFamily) -> String {
        "/proc/sys/" + name(family).split(separator: ".").joined(separator: "/")
    }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
