internal import DurableFiles
internal import NetmakerCore

/// What the kernel drops of IPv4 because the way back to its sender is by another interface: `rp_filter`.
struct ReversePathFilter: Sendable {
    private let folder: String
    private static let limit = 4 << 20

    /// - Parameter folder: where procfs is.
    init(folder: String = "/proc") { self.folder = folder }

    /// The interfaces that filter strictly, and by which the machine's main routes lead to some hosts: what such a host
    /// sends is dropped there once something else is to lead to it, such as a tunnel.
    func strictInterfaces(towards hosts: some Sequence<IPv4Address>) -> Set<String> {
        let routes = self.routes()
        let interfaces = hosts.compactMap { host in
            routes.filter { $0.covers(host) }.max { $0.isWorse(than: $1) }?.interface
        }
        return Set(interfaces).filter { isStrict($0) }
    }

    /// The larger of the two counts, and 2 is loose.
    private func isStrict(_ interface: String) -> Bool {
        ["all", interface].compactMap { number("sys/net/ipv4/conf/\($0)/rp_filter") }.max() == 1
    }

    private func number(_ path: String) -> Int? {
        // An interface that has gone meanwhile filters nothing.
        guard let text = text(path) else { return nil }
        return Int(text.prefix { $0.isNumber })
    }

    private func text(_ path: String) -> String? {
        guard let bytes = try? AtomicFile.read("\(folder)/\(path)", limit: Self.limit, links: .follow) else {
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Routes

    /// One of the main table's.
    private struct Route {
        let interface: String
        let destination: UInt32
        let mask: UInt32
        let metric: Int

        /// A line of `net/route`: interface, destination, gateway, flags, and so on; addresses as they lie in memory.
        init?(_ line: Substring) {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count >= 8, let destination = UInt32(fields[1], radix: 16),
                let flags = UInt32(fields[3], radix: 16), let metric = Int(fields[6]),
                let mask = UInt32(fields[7], radix: 16),
                // Up, and no refusal.
                flags & 0x1 != 0, flags & 0x200 == 0
            else { return nil }
            interface = String(fields[0])
            self.destination = UInt32(bigEndian: destination)
            self.mask = UInt32(bigEndian: mask)
            self.metric = metric
        }

        func covers(_ host: IPv4Address) -> Bool { host.rawValue & mask == destination }

        func isWorse(than other: Route) -> Bool {
            mask == other.mask ? metric > other.metric : mask < other.mask
        }
    }

    private func routes() -> [Route] {
        (text("net/route") ?? "").split(separator: "\n").dropFirst().compactMap { Route($0) }
    }
}
