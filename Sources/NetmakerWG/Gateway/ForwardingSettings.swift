internal import FoundationEssentials
internal import Glibc

/// What the kernel sets besides when ``ForwardingSwitch`` is turned, whatever it was: on and off again, and an interface
/// that forwarded for itself does no more, and a machine that took no redirects takes them.
public struct ForwardingSettings: Hashable, Sendable, Codable {
    /// The interfaces that forward though the machine does not, in the order of their names; `default` stands for those
    /// that are still to come.
    public let interfaces: [String]
    /// Whether the machine is told other ways by ICMP's redirects; nil for IPv6, where the switch leaves that alone.
    public let acceptsRedirects: Bool?

    /// What there is to give back.
    public init(interfaces: [String], acceptsRedirects: Bool? = nil) {
        self.interfaces = interfaces
        self.acceptsRedirects = acceptsRedirects
    }
}

extension ForwardingSwitch {
    /// The settings as they are now.
    public static func settings(_ family: AddressFamily) -> ForwardingSettings { settings(family, in: folder) }

    /// Gives back what turning the switch has changed. Interfaces that are gone are left alone, and what is as it was is
    /// not written: even that has the kernel forget routes.
    ///
    /// - Throws: ``WireGuardError/Code/refused``.
    public static func restore(_ settings: ForwardingSettings, _ family: AddressFamily) throws(WireGuardError) {
        try restore(settings, family, in: folder)
    }

    /// - Parameter folder: where the kernel's settings are.
    static func settings(_ family: AddressFamily, in folder: String) -> ForwardingSettings {
        let conf = conf(family, in: folder)
        // Without the family there is nothing to set.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: conf)) ?? []
        let redirects = family == .ipv4 ? ControlFile.text(of: "\(conf)/all/accept_redirects") : nil
        return ForwardingSettings(
            interfaces: names.filter { $0 != "all" && ControlFile.text(of: "\(conf)/\($0)/forwarding") == "1" }
                .sorted(),
            acceptsRedirects: redirects.map { $0 != "0" })
    }

    static func restore(
        _ settings: ForwardingSettings, _ family: AddressFamily, in folder: String
    ) throws(WireGuardError) {
        let conf = conf(family, in: folder)
        if family == .ipv4, let accepts = settings.acceptsRedirects {
            try write(accepts ? "1" : "0", to: "\(conf)/all/accept_redirects")
        }
        for name in settings.interfaces where !name.contains("/") { try write("1", to: "\(conf)/\(name)/forwarding") }
    }

    private static func conf(_ family: AddressFamily, in folder: String) -> String {
        "\(folder)/net/\(family == .ipv4 ? "ipv4" : "ipv6")/conf"
    }

    private static func write(_ text: String, to path: String) throws(WireGuardError) {
        guard let former = ControlFile.text(of: path), former != text,
            let number = ControlFile.write(text, to: path), number != ENOENT
        else { return }
        throw WireGuardError(
            .refused, message: "cannot set \(path) back to \(text): \(String(cString: strerror(number)))",
            remedy: "run as root, and where it may be written, or set it with: echo \(text) > \(path)")
    }
}
