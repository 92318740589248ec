/// What other owners' chains do with what is forwarded.
extension NetfilterTables {
    /// In a table with more of them than are followed, nobody names an interface by hand.
    private static let maximumFollowed = 64

    /// What may drop the packets that are forwarded between an interface and others: chains of other owners that drop
    /// whatever they do not know, and do not name the interface, nor do those that they lead to.
    ///
    /// One that cannot be read is among them, with the reason: it is its owner's affair how large a table is.
    ///
    /// - Parameter table: ours, which is none of them.
    public func obstacles(to interface: String, besides table: String) async throws -> [ForwardingObstacle] {
        let chains = try decode(try await nft(["-j", "list", "chains"], to: "list the chains of nftables"))
            .compactMap(\.chain)
        var obstacles: [ForwardingObstacle] = []
        for chain in chains where chain.hook == "forward" && chain.policy == "drop" {
            guard let family = chain.family, let owner = chain.table, let name = chain.name,
                !(family == "inet" && owner == table)
            else { continue }
            var obstacle = ForwardingObstacle(family: family, table: owner, chain: name)
            do {
                let known = chains.filter { $0.family == family && $0.table == owner }.compactMap(\.name)
                guard try await !names(interface, from: obstacle, among: Set(known)) else { continue }
            } catch {
                try Task.checkCancellation()
                obstacle.doubt = (error as? WireGuardError)?.message ?? "\(error)"
            }
            obstacles.append(obstacle)
        }
        return obstacles
    }

    /// Whether a chain, or one that it leads to, accepts something of an interface by name: whoever does so has thought
    /// of it.
    ///
    /// Chain by chain: a table's listing has its sets as well, such as lists of addresses that fill many megabytes.
    private func names(
        _ interface: String, from first: ForwardingObstacle, among known: Set<String>
    ) async throws -> Bool {
        let deadline = ContinuousClock().now + patience
        let owner = "\(first.family) \(first.table)"
        var (found, next): ([String], Int) = ([first.chain], 0)
        while next < found.count {
            guard next < Self.maximumFollowed, ContinuousClock().now < deadline else {
                throw WireGuardError(
                    .refused, message: "chain \(first.chain) leads to too many others",
                    remedy: "see nft list chains \(first.family)")
            }
            let chain = found[next]
            next += 1
            let rules = try await nft(
                ["-j", "list", "chain", first.family, first.table, chain], to: "read chain \(chain) of table \(owner)")
            let isNamed = rules.split(separator: #"{"rule":"#).contains {
                $0.contains("\"\(interface)\"") && $0.contains("\"accept\"")
            }
            if isNamed { return true }
            found += Self.targets(in: rules).filter { known.contains($0) && !found.contains($0) }
        }
        return false
    }

    /// The chains that rules jump or go to, each once.
    private static func targets(in rules: String) -> Set<String> {
        Set(
            rules.split(separator: #""target":"#).dropFirst().compactMap { rest in
                let text = rest.drop { $0 == " " }
                guard text.first == "\"" else { return nil }
                return String(text.dropFirst().prefix { $0 != "\"" })
            })
    }
}

/// A chain of somebody else's that drops what is forwarded unless a rule of its own accepts it.
public struct ForwardingObstacle: Hashable, Sendable {
    /// `ip`, `ip6` or `inet`.
    public let family: String
    /// The table it is in.
    public let table: String
    /// Its name.
    public let chain: String
    /// Why it is not known what it accepts; nil when it is.
    public var doubt: String?

    /// A chain.
    public init(family: String, table: String, chain: String, doubt: String? = nil) {
        self.family = family
        self.table = table
        self.chain = chain
        self.doubt = doubt
    }
}
