import ArgumentParser
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `Tables` {
    @Test func `are as wide as their widest cell, with nothing at the ends of lines`() {
        let table = Table(columns: ["name", "address"], rows: [["a", "10.10.0.1"], ["machine-2", ""]])

        #expect(
            table.text() == """
                NAME       ADDRESS
                a          10.10.0.1
                machine-2

                """)
    }

    @Test func `have only a heading when there is nothing to list`() {
        #expect(Table(columns: ["name"], rows: []).text() == "NAME\n")
    }

    @Test func `show one thing as a line a field`() {
        #expect(
            Table(details: [("name", "a"), ("endpoint", "-")]).text() == """
                name      a
                endpoint  -

                """)
    }

    @Test func `of nodes show a detected endpoint where none is stated`() {
        var node = Samples.node(1)
        node.observedIPv4 = IPv4Address(rawValue: 0xC000_0207)
        let resource = NodeResource(
            node, live: NodeLiveState(.applied, lastSeen: Samples.time, acknowledgedRevision: Revision(3)))

        #expect(
            resource.row == [
                "machine-1", "10.10.0.1", "fd00:10::1", "192.0.2.7:51821", "active", "applied",
                "2026-01-01T00:00:00Z",
            ])
    }
}

@Suite struct `Custom names as people see them` {
    @Test func `have what they stand for, and the node whose they are`() throws {
        var state = NetworkState(Samples.network())
        let alias = DNSRecord(
            network: Samples.networkName(), name: Samples.dnsRecord("www").name, target: .node(Samples.nodeID(1)),
            createdAt: Samples.time, revision: Revision(2))
        try state.apply([.putNode(Samples.node(1)), .putDNSRecord(alias)], at: Revision(2), time: Samples.time)

        #expect(DNSRecordResource(alias, in: state).row == ["www", "10.10.0.1, fd00:10::1", "machine-1", "2"])
        #expect(
            DNSRecordResource(Samples.dnsRecord("db.eu"), in: state).row == ["db.eu", "10.10.0.99", "-", "1"])
    }
}

@Suite struct `Answers` {
    private let key = AccessKeyResource(Samples.accessKey(1))

    private func options(_ arguments: [String]) throws -> OutputOptions { try OutputOptions.parse(arguments) }

    @Test func `are JSON arrays for scripts`() throws {
        let text = try options(["-o", "json"]).text(of: [key])

        #expect(text.hasPrefix("[\n") && text.contains("\"name\" : \"key-1\"") && text.hasSuffix("]\n"))
    }

    @Test func `are names only when the caller wants quiet`() throws {
        #expect(try options(["-q"]).text(of: [key, AccessKeyResource(Samples.accessKey(2))]) == "key-1\nkey-2\n")
    }

    @Test func `to making a key are the token only when the caller wants quiet`() throws {
        let created = CreatedAccessKeyResource(
            key: ConfidentialText("the-key"), token: ConfidentialText("the-token"), installCommand: nil,
            accessKey: key)

        #expect(try options(["-q"]).text(of: created) == "the-token\n")
    }

    @Test func `to making a key have the install command, or say why there is none`() throws {
        func answer(_ command: String?) throws -> String {
            try options([]).text(
                of: CreatedAccessKeyResource(
                    key: ConfidentialText("the-key"), token: ConfidentialText("the-token"),
                    installCommand: command.map { ConfidentialText($0) }, accessKey: key))
        }

        #expect(try answer("curl URL | sh").contains("curl URL | sh"))
        let without = try answer(nil).split(separator: "\n").filter { $0.hasPrefix("install") }
        #expect(without.count == 1 && without.allSatisfy { $0.contains("none: ") && $0.contains("--agents-dir") })
    }

    @Test func `of users say what they may do`() {
        let admin = Samples.user("bob", role: .networkAdmin(of: ["harbor", "branch"].asNetworks))

        #expect(UserResource(Samples.user()).row == ["alice", "super admin", "all", "granted"])
        #expect(UserResource(admin).row == ["bob", "network admin", "branch, harbor", "denied"])
        #expect(
            UserResource(Samples.user("bob", role: .networkAdmin(of: []))).row == [
                "bob", "network admin", "none", "denied",
            ])
    }

    @Test func `of API tokens say what they are for, and show the text once`() throws {
        let token = APITokenResource(Samples.apiToken(1, access: .readOnly, networks: ["harbor"].asNetworks))
        let created = CreatedAPITokenResource(token: ConfidentialText("nmt_text"), apiToken: token)

        #expect(token.row == ["token-1", "read only", "harbor", "never", "0000000000000001"])
        #expect(try options(["-q"]).text(of: created) == "nmt_text\n")
        #expect(try options([]).text(of: created).contains("nmt_text"))
        for arguments in [[], ["-q"], ["-o", "json"]] {
            #expect(!(try options(arguments).text(of: [token])).contains("nmt_"))
        }
    }

    @Test func `of sessions mark the one that asks`() {
        let session = Samples.loginSession(1)
        let since = "2026-01-01T00:00:00Z"

        #expect(
            LoginSessionResource(session, current: session.id).row == [
                "*", "0000000000000001", "alice", since, "2026-01-01T01:00:00Z",
            ])
        #expect(LoginSessionResource(session, current: nil).row.first == "")
    }

    @Test func `of contexts never hold the token`() throws {
        let summary = ContextSummary(try ContextName(parsing: "home"), try Fixtures.context(), current: nil)

        for arguments in [[], ["-q"], ["-o", "json"]] {
            let output = try options(arguments)
            #expect(!(try output.text(of: summary) + output.text(of: [summary])).contains("kept-token"))
        }
    }
}

extension [String] {
    fileprivate var asNetworks: Set<NetworkName> { Set(map { Samples.networkName($0) }) }
}
