import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// The REST interface over a database, or a store that a test brings, called without a socket, with the admin alice,
/// who has a session, carol, who administers the network harbor alone, and that network with the nodes machine-1 and
/// machine-2, an ingress gateway by which client-1 enters.
struct APIWorld: Sendable {
    /// Paces what is slowed.
    let stopwatch: VirtualClock
    let clock: ManualClock
    let wiring: Wiring
    let setupCodePath: String
    /// Nil in a world with an admin.
    let code: SetupCode?
    /// Of alice's session; nil in a world without an admin.
    let token: String?
    let client: any TestClientProtocol

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Whether there is an admin yet.
    enum Admin { case none, alice }

    /// - Parameters:
    ///   - store: nil for a database of the world's own.
    ///   - people: what is in the directory besides alice and carol.
    ///   - nodes: how many the network has, named machine-1 and so on.
    static func with(
        _ admin: Admin = .alice, store: (any Store)? = nil, people: [Mutation] = [], nodes: Int = 2,
        logger: Logger = quiet,
        _ body: @Sendable @escaping (APIWorld) async throws -> Void
    ) async throws {
        let folder = TemporaryPath()
        let (clock, stopwatch) = (ManualClock(), VirtualClock())
        let directory = DataDirectory(folder.path)
        let store = try store ?? SQLiteStore(opening: directory.database)
        var configuration = ServerConfiguration(dataDirectory: directory, publicHost: "vpn.example.org")
        configuration.agentsDirectory = folder.path
        try SampleProgram.bytes().write(to: URL(filePath: folder.path + "/netclient"))
        let wiring = try Wiring(
            configuration, store: store, wallClock: clock, clock: stopwatch, logger: logger)
        try await populate(store, admin, people, nodes: nodes)
        try await wiring.controlPlane.load()
        wiring.face.bind(to: PublicFace.Ports(api: try ListenPort(8081), agents: try ListenPort(50051)))
        let path = wiring.configuration.dataDirectory.setupCode
        let code = admin == .none ? try SetupCode(writingTo: path, now: clock.now) : nil
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await wiring.controlPlane.run() }
            defer { group.cancelAll() }
            let token = admin == .alice ? try await logIn(wiring) : nil
            try await Application(router: try wiring.router(setupCode: code), logger: logger).test(.router) { client in
                try await body(
                    APIWorld(
                        stopwatch: stopwatch, clock: clock, wiring: wiring, setupCodePath: path, code: code,
                        token: token, client: client))
            }
        }
        withExtendedLifetime(folder) {}
    }

    private static func populate(
        _ store: any Store, _ admin: Admin, _ people: [Mutation], nodes: Int
    ) async throws {
        let network = Samples.network()
        var directory: [Mutation] = [.putServer(ServerIdentity(id: ServerID(rawValue: 1), createdAt: Samples.time))]
        if admin == .alice {
            directory += [
                .putUser(Samples.user()), .putLoginSession(BadSession.short), .putLoginSession(BadSession.orphaned),
                .putAPIToken(Samples.apiToken(1)),
                .putUser(Samples.user("carol", role: .networkAdmin(of: [Samples.networkName()], commands: .granted))),
                .putLoginSession(Samples.loginSession(3, of: "carol")),
                .putAPIToken(Samples.apiToken(3, of: "carol")),
            ]
            directory += people
        }
        try await store.commit(
            [
                ChangeEntry(
                    aggregate: .directory, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: directory),
                ChangeEntry(
                    aggregate: network.aggregate, revision: Revision(1), time: Samples.time, actor: "server",
                    mutations: [
                        .putNetwork(network), .putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord()),
                    ]
                        + (1...nodes).map { .putNode($0 == 2 ? Samples.gateway(2) : Samples.node($0)) }
                        + (nodes > 1 ? [.putClient(Samples.client(1, by: Samples.nodeID(2)))] : [])),
            ], expecting: [:])
    }

    /// Without the hashing, which costs what it must cost.
    private static func logIn(_ wiring: Wiring) async throws -> String {
        try await wiring.controlPlane.perform(
            Login(user: Samples.userName(), verified: Samples.passwordHash), as: .user(Samples.userName())
        ).result.token.revealed()
    }

    /// Calls the interface as alice.
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, ifMatch: String? = nil
    ) async throws -> Answer {
        try await call(method, path, body, ifMatch: ifMatch, authorization: token.map { "Bearer \($0)" })
    }

    /// Calls the interface with some credential, or none.
    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, ifMatch: String? = nil,
        authorization: String?
    ) async throws -> Answer {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        headers[.ifMatch] = ifMatch
        return try await send(method, path, headers, body.map { Array($0.utf8) })
    }

    /// Calls the interface with any bytes. Whatever it answers has to be what its document says.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: [UInt8]?
    ) async throws -> Answer {
        let answer = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map(ByteBuffer.init(bytes:))
        ) { Answer(status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body)) }
        let faults = Self.document.faults(
            in: OpenAPIDocument.GivenAnswer(
                to: HTTPRequest(method: method, scheme: nil, authority: nil, path: path),
                HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                body: Array(answer.body.utf8)))
        #expect(faults == [], "\(method) \(path.prefix(200)): \(answer.status) \(answer.body.prefix(500))")
        return answer
    }

    private static let document = OpenAPIDocument(APIOperation.all)

    /// The fields of a request that alice makes.
    var ofAlice: HTTPFields {
        var headers = HTTPFields()
        headers[.authorization] = token.map { "Bearer \($0)" }
        return headers
    }

    /// A digest of the whole database, its write-ahead log included: equal as long as nothing is written.
    func digest() throws -> SHA256.Digest {
        var hash = SHA256()
        for suffix in ["", "-wal"] {
            let path = wiring.configuration.dataDirectory.database + suffix
            hash.update(data: try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        return hash.finalize()
    }

    /// The setup code as the operator reads it; nil when there is none.
    var setupCode: String? {
        (try? String(contentsOfFile: setupCodePath, encoding: .utf8))?.split(separator: "\n").first.map(String.init)
    }
}

/// What the interface answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: String

    func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.utf8))
    }

    /// The problem it tells; nil when it tells none.
    var problem: Problem? {
        headers[.contentType] == Problem.mediaType ? try? decoded(as: Problem.self) : nil
    }
}
