import ArgumentParser
import NetmakerAPI
import NetmakerCore
import Testing

@testable import nmctl

@Suite struct `The command line` {
    @Test func `takes a network and a node in this order`() throws {
        let command = try #require(
            try NMCtl.parseAsRoot([
                "node", "update", "harbor", "machine-1", "--endpoint", "192.0.2.1:51821", "--wait", "--timeout", "2",
            ]) as? NMCtl.Nodes.Update)

        #expect(command.target.network.description == "harbor")
        #expect(command.target.node.name?.description == "machine-1")
        #expect(command.endpoint?.description == "192.0.2.1:51821")
        #expect(command.waiting.wait && command.waiting.timeout == 2)
    }

    @Test func `names what is wrong with a value, and what to do`() {
        #expect {
            try NMCtl.parseAsRoot(["network", "create", "harbor", "--range", "10.10.0.1/16"])
        } throws: { error in
            NMCtl.fullMessage(for: error).contains("10.10.0.1/16 has host bits set; did you mean 10.10.0.0/16?")
        }
    }

    @Test func `makes no network without a range`() {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["network", "create", "harbor"]) }
    }

    @Test func `takes custom names for addresses, and for nodes`() throws {
        let create = try #require(
            try NMCtl.parseAsRoot([
                "dns", "create", "harbor", "db.eu", "--address", "fd00:10::9", "--address", "10.10.0.9",
            ]) as? NMCtl.DNS.Create)
        #expect(create.record.network.description == "harbor")
        #expect(create.record.name.description == "db.eu")
        #expect(try create.target.all?.all.map(\.description) == ["10.10.0.9", "fd00:10::9"])

        let update = try #require(
            try NMCtl.parseAsRoot(["dns", "update", "harbor", "www", "--node", "web", "--if-revision", "7"])
                as? NMCtl.DNS.Update)
        #expect(update.target.node?.description == "web")
        #expect(update.condition.ifRevision == Revision(7))
    }

    @Test(arguments: [
        ["dns", "create", "harbor", "www"], ["dns", "update", "harbor", "www"],
        ["dns", "create", "harbor", "www", "--node", "web", "--address", "10.10.0.9"],
        ["dns", "create", "harbor", "*", "--node", "web"], ["dns", "create", "harbor", "a b", "--node", "web"],
        ["dns", "create", "harbor", "www", "--address", "127.0.0.1"],
        ["network", "update", "harbor", "--dns-suffix", "local"],
        ["network", "update", "harbor", "--dns-suffix", "example.org", "--clear-dns-suffix"],
        ["network", "update", "harbor", "--dns-server", "10.10.0.1", "--clear-dns-servers"],
        ["network", "update", "harbor", "--dns-server", "0.0.0.0"],
    ])
    func `refuses names that cannot be, and contradictions`(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(arguments) }
    }

    @Test func `changes of an access key what is said, and nothing else`() throws {
        func request(_ arguments: String...) throws -> UpdateAccessKeyRequest {
            let command = try NMCtl.parseAsRoot(["key", "update", "harbor", "fleet"] + arguments)
            return try #require(command as? NMCtl.Keys.Update).request
        }
        #expect(try request() == UpdateAccessKeyRequest())
        #expect(try request("--uses", "0", "--clear-tags") == UpdateAccessKeyRequest(uses: .limited(0), tags: []))
        #expect(try request("--expires", "24h").expiresInSeconds == 86_400)
        #expect(try request("--expires", "never").expiresAt == .clear)
        #expect(
            try request("--name", "spare", "--tag", "berlin", "--ephemeral", "off")
                == UpdateAccessKeyRequest(
                    name: try AccessKeyName(parsing: "spare"), tags: [try Tag(parsing: "berlin")], ephemeral: false))
        #expect(throws: (any Error).self) { try request("--tag", "berlin", "--clear-tags") }
    }

    @Test(arguments: [("30", 30), ("30s", 30), ("90m", 5400), ("24h", 86_400), ("7d", 604_800)])
    func `takes durations with a unit`(_ text: String, _ seconds: Int) throws {
        #expect(try Lifetime(parsing: text).seconds == seconds)
    }

    @Test(arguments: ["", "h", "0", "-1h", "1w", "1.5h", "9999999999d", "٣h"])
    func `refuses what is no duration`(_ text: String) {
        #expect(throws: ModelError.self) { try Lifetime(parsing: text) }
    }

    @Test func `takes no password`() {
        for command in [["login"], ["user", "create", "bob"], ["user", "password"]] {
            #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(command + ["--password", "secret"]) }
            #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(command + ["--new-password", "secret"]) }
        }
    }

    @Test func `takes a role as it is to be`() throws {
        func request(_ arguments: String...) throws -> UpdateUserRequest {
            try #require(
                try NMCtl.parseAsRoot(["user", "update", "bob"] + arguments) as? NMCtl.Users.Update
            ).request
        }
        let (harbor, branch) = (try NetworkName(parsing: "harbor"), try NetworkName(parsing: "branch"))

        #expect(try request() == UpdateUserRequest())
        #expect(try request("--super-admin") == UpdateUserRequest(role: .superAdmin))
        #expect(
            try request("--network", "harbor", "--network", "branch", "--commands", "granted")
                == UpdateUserRequest(networks: [harbor, branch], commands: .granted))
        #expect(
            try request("--network-admin", "--no-networks") == UpdateUserRequest(role: .networkAdmin, networks: []))
    }

    @Test(arguments: [
        ["--super-admin", "--network", "harbor"], ["--super-admin", "--commands", "denied"],
        ["--super-admin", "--network-admin"], ["--no-networks", "--network", "harbor"], ["--commands", "yes"],
    ])
    func `takes no role that contradicts itself`(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["user", "update", "bob"] + arguments) }
    }

    @Test func `takes what an API token is for`() throws {
        let command = try #require(
            try NMCtl.parseAsRoot([
                "token", "create", "backups", "--read-only", "--network", "harbor", "--expires", "7d",
            ]) as? NMCtl.Tokens.Create)

        #expect(
            command.request
                == CreateAPITokenRequest(
                    name: try APITokenName(parsing: "backups"), access: .readOnly,
                    networks: [try NetworkName(parsing: "harbor")], expiresInSeconds: 604_800))
    }

    @Test(arguments: [[], ["00000000000000ff", "--all"], ["ff"]])
    func `ends one session, or all`(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["session", "revoke"] + arguments) }
    }

    @Test func `makes gateways`() throws {
        let egress = try #require(
            try NMCtl.parseAsRoot([
                "gateway", "egress", "set", "harbor", "gate", "--range", "192.168.1.0/24", "--range", "fd01::/48",
                "--nat", "off",
            ]) as? NMCtl.Gateways.Egress.Set)
        #expect(egress.ranges.map(\.description) == ["192.168.1.0/24", "fd01::/48"])
        #expect(egress.nat == .off && egress.target.node.name?.description == "gate")
        let closing = try #require(
            try NMCtl.parseAsRoot(["gateway", "ingress", "unset", "harbor", "gate", "--force"])
                as? NMCtl.Gateways.Ingress.Unset)
        #expect(closing.force)
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["gateway", "egress", "set", "harbor", "gate"]) }
    }

    @Test func `makes clients, and changes what is said of them alone`() throws {
        let create = try #require(
            try NMCtl.parseAsRoot([
                "client", "create", "harbor", "phone", "--gateway", "gate", "--expires", "7d", "--qr",
                "--output-file", "phone.conf",
            ]) as? NMCtl.Clients.Create)
        #expect(
            create.expires == .after(try Lifetime(parsing: "7d")) && create.file.qr
                && create.file.outputFile == "phone.conf")
        let update = try #require(
            try NMCtl.parseAsRoot(["client", "update", "harbor", "phone", "--disable", "--clear-ranges"])
                as? NMCtl.Clients.Update)
        #expect(update.request == UpdateClientRequest(access: .disabled, allowedRanges: []))
    }

    @Test(arguments: [
        ["update", "harbor", "phone", "--enable", "--disable"],
        ["update", "harbor", "phone", "--expires", "7d", "--clear-expiry"],
        ["file", "harbor", "phone", "--new-key", "--public-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="],
        ["create", "harbor", "phone"], ["create", "harbor", "phone", "--gateway", "gate", "--range", "192.168.1.1/24"],
    ]) func `refuses what contradicts itself, or says too little, of clients`(arguments: [String]) {
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["client"] + arguments) }
    }
}
