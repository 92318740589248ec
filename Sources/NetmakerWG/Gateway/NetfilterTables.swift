internal import FoundationEssentials

/// The tables of nftables of the network namespace that this process is in, by the program `nft`.
public struct NetfilterTables: Sendable {
    /// A longer listing is not read.
    private static let limit = 16 << 20

    private let program: SystemProgram
    private let patience: Duration

    /// No program is looked for yet.
    public init() { self.init(by: SystemProgram("nft")) }

    /// - Parameter patience: how long a call may take.
    init(by program: SystemProgram, patience: Duration = .seconds(10)) {
        self.program = program
        self.patience = patience
    }

    /// Makes a gateway's table what its rules say, in one transaction: there is no moment without, and none with half.
    ///
    /// - Throws: ``WireGuardError/Code/noImplementation`` without `nft`; ``WireGuardError/Code/refused`` with what it says.
    public func replace(with rules: GatewayRules) async throws {
        _ = try await nft(["-f", "-"], input: rules.text, to: "make table inet \(rules.table)")
    }

    /// Takes a table of the family `inet` away, if it is there.
    public func remove(_ table: String) async throws {
        _ = try await nft(["-f", "-"], input: GatewayRules.removal(of: table), to: "remove table inet \(table)")
    }

    /// All there is in a table of the family `inet`, to compare with what it is another time; nil when there is none.
    public func listing(of table: String) async throws -> String? {
        guard try await names().contains(table) else { return nil }
        return try await nft(["-j", "list", "table", "inet", table], to: "read table inet \(table)")
    }

    /// What may drop the packets that are forwarded between an interface and others: chains of other owners that drop
    /// whatever they do not know, in tables that do not name the interface.
    ///
    /// - Parameter table: ours, which is none of them.
    public func obstacles(to interface: String, besides table: String) async throws -> [ForwardingObstacle] {
        let chains = try decode(try await nft(["-j", "list", "chains"], to: "list the chains of nftables"))
            .compactMap(\.chain)
        var obstacles: [ForwardingObstacle] = []
        for chain in chains where chain.hook == "forward" && chain.policy == "drop" {
            guard let family = chain.family, let owner = chain.table, !(family == "inet" && owner == table) else {
                continue
            }
            // Whoever names the interface in a rule that accepts has thought of it.
            let rules = try await nft(["-j", "list", "table", family, owner], to: "read table \(family) \(owner)")
            let isNamed = rules.split(separator: #"{"rule":"#).contains {
                $0.contains("\"\(interface)\"") && $0.contains("\"accept\"")
            }
            if !isNamed { obstacles.append(ForwardingObstacle(family: family, table: owner, chain: chain.name ?? "")) }
        }
        return obstacles
    }

    private func names() async throws -> Set<String> {
        let tables = try decode(try await nft(["-j", "list", "tables", "inet"], to: "list the tables of nftables"))
        return Set(tables.compactMap(\.table?.name))
    }

    private func decode(_ text: String) throws -> [Listing.Entry] {
        do {
            return try JSONDecoder().decode(Listing.self, from: Data(text.utf8)).nftables
        } catch {
            throw WireGuardError(
                .malformed, message: "what nft printed cannot be read", remedy: "check that nft -j list ruleset works",
                cause: error)
        }
    }

    private struct Listing: Decodable {
        struct Entry: Decodable {
            struct Object: Decodable {
                let family: String?
                let table: String?
                let name: String?
                let hook: String?
                let policy: String?
            }
            let table: Object?
            let chain: Object?
        }
        let nftables: [Entry]
    }

    private func nft(_ arguments: [String], input: String = "", to purpose: String) async throws -> String {
        guard let outcome = try await program.run(arguments, input: input, limit: Self.limit, patience: patience) else {
            throw WireGuardError(
                .noImplementation, message: "cannot \(purpose): nft is not installed",
                remedy: "install nftables (apt-get install nftables)")
        }
        if let complaint = outcome.complaint {
            throw WireGuardError(
                .refused, message: "cannot \(purpose): \(complaint)",
                remedy: "check that this runs as root and that the kernel has nftables, by: nft list ruleset")
        }
        return outcome.output
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

    /// A chain.
    public init(family: String, table: String, chain: String) {
        self.family = family
        self.table = table
        self.chain = chain
    }
}
