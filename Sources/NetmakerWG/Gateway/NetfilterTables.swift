internal import FoundationEssentials

/// The tables of nftables of the network namespace that this process is in, by the program `nft`.
public struct NetfilterTables: Sendable {
    /// A longer listing is not read.
    private static let limit = 16 << 20

    private let program: SystemProgram
    let patience: Duration

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
        // Only it is asked for: to list the names of all tables, nft reads all sets of all of them.
        let outcome = try await outcome(of: ["-j", "list", "table", "inet", table], to: "read table inet \(table)")
        if outcome.complaint?.contains("No such file or directory") == true { return nil }
        return try output(outcome, to: "read table inet \(table)")
    }

    func decode(_ text: String) throws -> [Listing.Entry] {
        do {
            return try JSONDecoder().decode(Listing.self, from: Data(text.utf8)).nftables
        } catch {
            throw WireGuardError(
                .malformed, message: "what nft printed cannot be read", remedy: "check that nft -j list ruleset works",
                cause: error)
        }
    }

    struct Listing: Decodable {
        struct Entry: Decodable {
            struct Object: Decodable {
                let family: String?
                let table: String?
                let name: String?
                let hook: String?
                let policy: String?
            }
            let chain: Object?
        }
        let nftables: [Entry]
    }

    func nft(_ arguments: [String], input: String = "", to purpose: String) async throws -> String {
        try output(try await outcome(of: arguments, input: input, to: purpose), to: purpose)
    }

    private func outcome(
        of arguments: [String], input: String = "", to purpose: String
    ) async throws -> SystemProgram.Outcome {
        guard let outcome = try await program.run(arguments, input: input, limit: Self.limit, patience: patience) else {
            throw WireGuardError(
                .noImplementation, message: "cannot \(purpose): nft is not installed",
                remedy: "install nftables (apt-get install nftables)")
        }
        return outcome
    }

    private func output(_ outcome: SystemProgram.Outcome, to purpose: String) throws -> String {
        if let complaint = outcome.complaint {
            throw WireGuardError(
                .refused, message: "cannot \(purpose): \(complaint)",
                remedy: "check that this runs as root and that the kernel has nftables, by: nft list ruleset")
        }
        return outcome.output
    }
}
