import FoundationEssentials
import Glibc
import NetmakerTesting
import Testing

@testable import NetmakerWG

/// Others' tables, as a program says them that knows no more than what is asked for.
@Suite(.timeLimit(.minutes(1))) struct `The tables of others` {
    /// - Parameter answers: the cases of a shell's `case`, of what is asked.
    private func obstacles(
        patience: Duration = .seconds(30), _ answers: String
    ) async throws -> [ForwardingObstacle] {
        try await withTables(patience: patience, answers) {
            try await $0.obstacles(to: "nm-harbor", besides: "nm-harbor")
        }
    }

    private func withTables<Result>(
        patience: Duration = .seconds(30), _ answers: String, _ body: (NetfilterTables) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nft-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try StubProgram.write(
            "case \"$*\" in\n\(answers)\n*) echo \"asked for $*\" >&2; exit 1;;\nesac", to: "\(folder)/nft")
        return try await body(NetfilterTables(by: SystemProgram("nft", in: [folder]), patience: patience))
    }

    private static let chains = """
        "-j list chains") echo '{"nftables": [{"metainfo": {"version": "1.0.6"}},
        {"chain": {"family": "ip", "table": "filter", "name": "FORWARD", "hook": "forward", "policy": "drop"}},
        {"chain": {"family": "ip", "table": "filter", "name": "users"}},
        {"chain": {"family": "inet", "table": "large", "name": "pass", "hook": "forward", "policy": "drop"}},
        {"chain": {"family": "inet", "table": "open", "name": "pass", "hook": "forward", "policy": "accept"}},
        {"chain": {"family": "inet", "table": "nm-harbor", "name": "forward", "hook": "forward", "policy": "drop"}}
        ]}';;

        """

    private static let leading = """
        "-j list chain ip filter FORWARD") echo '{"nftables": [
        {"rule": {"chain": "FORWARD", "expr": [{"jump": {"target": "users"}}]}},
        {"rule": {"chain": "FORWARD", "expr": [{"jump": {"target": "FORWARD"}}]}}]}';;

        """

    private static func users(_ verdict: String) -> String {
        """
        "-j list chain ip filter users") echo '{"nftables": [
        {"rule": {"chain": "users", "expr": [{"match": {"op": "==", "left": {"meta": {"key": "iifname"}},
        "right": "nm-harbor"}}, {"\(verdict)": null}]}}]}';;

        """
    }

    private static let large = """
        "-j list chain inet large pass") echo '{"nftables": []}';;
        """

    @Test func `are in the way where no chain that they lead to accepts the interface by name`() async throws {
        let inTheWay = ForwardingObstacle(family: "inet", table: "large", chain: "pass")
        #expect(try await obstacles(Self.chains + Self.leading + Self.users("accept") + Self.large) == [inTheWay])
        let filter = ForwardingObstacle(family: "ip", table: "filter", chain: "FORWARD")
        #expect(
            try await obstacles(Self.chains + Self.leading + Self.users("drop") + Self.large) == [filter, inTheWay])
    }

    @Test func `are named with the reason where they cannot be read, and hide no other`() async throws {
        let found = try await obstacles(Self.chains + Self.large)
        #expect(found.map(\.table) == ["filter", "large"])
        #expect(found[0].doubt?.contains("asked for -j list chain ip filter FORWARD") == true)
        #expect(found[1].doubt == nil)
        let slow = try await obstacles(
            patience: .seconds(2),
            Self.chains + Self.leading + Self.users("accept")
                + "\"-j list chain inet large pass\") /bin/sleep 20;;")
        #expect(slow.map(\.table) == ["large"])
        #expect(slow.first?.doubt?.contains("no answer within") == true)
    }

    @Test func `are not read to find our own`() async throws {
        let missing = "*harbor*) echo 'Error: No such file or directory' >&2; exit 1;;"
        #expect(try await withTables(missing) { try await $0.listing(of: "nm-harbor") } == nil)
        #expect(
            try await withTables("\"-j list table inet nm-harbor\") echo text;;") {
                try await $0.listing(of: "nm-harbor")
            } == "text\n")
        await #expect(throws: WireGuardError.self) {
            try await withTables("*harbor*) exit 1;;") { try await $0.listing(of: "nm-harbor") }
        }
    }
}
