internal import FoundationEssentials
internal import Glibc

/// Where the machine takes its IPv6 routes from routers' advertisements, and whether it goes on doing so when it forwards:
/// with `accept_ra` = 1 an interface then listens no more, and the kernel takes away what it has learnt by it; with 2 it does
/// and keeps.
public struct RouterAdvertisements: Sendable {
    /// Routes that the kernel made of an advertisement: `RTF_ADDRCONF`.
    private static let learnt: UInt32 = 0x0004_0000

    private let settings: String
    private let routes: String

    public init() { self.init(settings: "/proc/sys/net/ipv6/conf", routes: "/proc/net/ipv6_route") }

    /// - Parameters:
    ///   - settings: the folder that has one for each interface.
    ///   - routes: the file of the IPv6 routes.
    init(settings: String, routes: String) {
        self.settings = settings
        self.routes = routes
    }

    /// The interfaces that would lose their routes if the machine forwarded, in the order of their names.
    public func interfaces() -> [String] {
        // Without IPv6 there are none.
        guard let text = try? String(contentsOfFile: routes, encoding: .utf8) else { return [] }
        let names = text.split(separator: "\n").compactMap { line -> String? in
            let fields = line.split(separator: " ")
            guard fields.count == 10, let flags = UInt32(fields[8], radix: 16), flags & Self.learnt != 0 else {
                return nil
            }
            return String(fields[9])
        }
        return Set(names).filter { ControlFile.text(of: path($0)) == "1" }.sorted()
    }

    /// Says whether an interface that listens does so also while the machine forwards. One that is gone, or is set
    /// otherwise, is left alone.
    ///
    /// - Throws: ``WireGuardError/Code/refused``.
    public func listen(on interface: String, alsoForwarding: Bool) throws(WireGuardError) {
        let (from, to) = alsoForwarding ? ("1", "2") : ("2", "1")
        guard !interface.contains("/"), ControlFile.text(of: path(interface)) == from,
            let number = ControlFile.write(to, to: path(interface)), number != ENOENT
        else { return }
        throw WireGuardError(
            .refused,
            message: "cannot set accept_ra of interface \(interface) to \(to): \(String(cString: strerror(number)))",
            remedy: "run as root, and where it may be written, or set it with: "
                + "echo \(to) > \(path(interface))")
    }

    private func path(_ interface: String) -> String { "\(settings)/\(interface)/accept_ra" }
}
