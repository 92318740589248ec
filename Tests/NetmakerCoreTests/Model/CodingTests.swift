import Foundation
import NetmakerCore
import NetmakerTesting
import Testing

/// What stores keep: these texts outlive releases.
@Suite struct `What is stored` {
    private static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static let mutations: [Mutation] = [
        .putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time)), .putUser(Samples.user()),
        .removeUser(Samples.userName()), .putLoginSession(Samples.loginSession(1)),
        .removeLoginSession(SessionID(rawValue: 1)),
        .putUser(Samples.user("bob", role: .networkAdmin(of: [Samples.networkName()], commands: .granted))),
        .putAPIToken(Samples.apiToken(1)), .removeAPIToken(APITokenID(rawValue: 1)),
        .putAPIToken(
            Samples.apiToken(2, access: .readOnly, networks: [Samples.networkName()], expiresAt: Samples.time)),
        .putNetwork(Samples.network()), .removeNetwork,
        .putNode(Samples.node(1)), .removeNode(RemovedNode(Samples.node(1), reason: .left, at: Samples.time)),
        .putAccessKey(Samples.accessKey(1)), .removeAccessKey(Samples.accessKeyID(1)),
        .putDNSRecord(Samples.dnsRecord()), .removeDNSRecord(Samples.dnsRecord().name),
        .putAccessKey(Samples.accessKey(1)), .removeAccessKey(Samples.accessKeyID(1)), .putClient(Samples.client(1)),
        .removeClient(RemovedClient(Samples.client(1), at: Samples.time)),
    ]

    @Test(arguments: mutations)
    func `of every step of a change is what was`(mutation: Mutation) throws {
        let decoder = JSONDecoder()
        #expect(try decoder.decode(Mutation.self, from: Data(Self.text(of: mutation).utf8)) == mutation)
    }

    @Test func `of a step is an object with the step's name`() throws {
        let removal = Mutation.removeAccessKey(Samples.accessKeyID(255))
        #expect(try Self.text(of: removal) == #"{"removeAccessKey":"00000000000000ff"}"#)
        #expect(try Self.text(of: Mutation.removeNetwork) == #"{"removeNetwork":true}"#)
    }

    @Test(arguments: [#"{}"#, #"{"removeNetwork":true,"removeUser":"alice"}"#, #"{"raiseNetwork":true}"#])
    func `as a step that is not one is refused`(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Mutation.self, from: Data(text.utf8)) }
    }

    @Test func `of an access key's uses is a number, or null without a limit`() throws {
        #expect(try Self.text(of: [AccessKey.Uses.remaining(3), .unlimited]) == "[3,null]")
        #expect(
            try JSONDecoder().decode([AccessKey.Uses].self, from: Data("[3,null]".utf8)) == [.remaining(3), .unlimited])
    }

    @Test func `of a role is its kind, with the networks in order`() throws {
        let networks = ["harbor", "branch", "plant"].map { Samples.networkName($0) }
        let role = Role.networkAdmin(of: Set(networks), commands: .granted)

        #expect(try Self.text(of: Role.superAdmin) == #"{"kind":"superAdmin"}"#)
        #expect(
            try Self.text(of: role)
                == #"{"commands":"granted","kind":"networkAdmin","networks":["branch","harbor","plant"]}"#)
    }

    @Test func `of a user without a role, from before there were any, is a super admin's`() throws {
        let text = try Self.text(of: Samples.user()).replacing(#","role":{"kind":"superAdmin"}"#, with: "")

        #expect(!text.contains("role"))
        #expect(try JSONDecoder().decode(User.self, from: Data(text.utf8)) == Samples.user())
    }

    @Test(arguments: [AggregateID.directory, Samples.network().aggregate])
    func `of an aggregate's name is its name`(aggregate: AggregateID) throws {
        #expect(try AggregateID(parsing: aggregate.description) == aggregate)
    }

    @Test(arguments: [
        "", "network", "network/harbor", "network/harbor/1", "directory/", "network/Harbor/00000000000000ff",
    ])
    func `as an aggregate that is none is refused`(text: String) {
        #expect(throws: ModelError.sample(.invalidValue)) { try AggregateID(parsing: text) }
    }

    @Test func `of a node before there were gateways is one without`() throws {
        var object = try #require(
            JSONSerialization.jsonObject(with: Data(Self.text(of: Samples.node(1)).utf8)) as? [String: Any])
        #expect(object.removeValue(forKey: "roles") != nil && object.removeValue(forKey: "allowedRanges") != nil)
        let old = try JSONSerialization.data(withJSONObject: object)
        #expect(try JSONDecoder().decode(Node.self, from: old) == Samples.node(1))
    }
}
