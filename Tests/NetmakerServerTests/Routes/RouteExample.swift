import HTTPTypes
import Hummingbird
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// One route of the interface, with what a request of it looks like that is taken.
struct RouteExample: Sendable, CustomTestStringConvertible {
    /// Who may call it.
    enum Access: Sendable { case anybody, whoLogsIn, session }

    let method: HTTPRequest.Method
    /// As the router has it, such as `/api/v1/networks/:network`.
    let pattern: String
    var access = Access.session
    /// The fields of its body; nil for a route that reads none.
    var fields: [BodyField]?
    /// Segments of its path that are about another object than elsewhere.
    var own: [String: String] = [:]
    /// Its parameters behind the question mark.
    var parameters: [String] = []
    /// What must stand behind the question mark for the request to be taken; empty for nothing.
    var query = ""
    /// Whether the answer goes on for ever.
    var isStream = false
    /// What alice gets.
    let status: Int

    var testDescription: String { "\(method) \(pattern)" }

    /// A path that leads to it.
    var path: String { path(with: [:]) + query }

    /// The segments that a caller chooses.
    var segments: [String] {
        pattern.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
    }

    /// A path with these segments in place of those that lead to something.
    func path(with segments: [String: String]) -> String {
        let known = [
            "network": "harbor", "node": "machine-1", "accessKey": "key-1", "user": "carol", "token": "token-1",
            "session": "0000000000000001", "client": "client-1", "record": "sqlserver", "architecture": "x86_64",
        ].merging(own) { $1 }.merging(segments) { $1 }
        return pattern.split(separator: "/").map { segment in
            segment.hasPrefix(":") ? "/" + (known[String(segment.dropFirst())] ?? "") : "/" + segment
        }.joined()
    }

    /// A body that is taken; nil for a route that reads none.
    var body: String? { fields?.json }

    /// All of them; that none is missing is a test's to say.
    static let all = open + ofServer + ofAccount + ofUsers + ofNetwork + ofGateways + ofHistory

    private static let open = [
        RouteExample(method: .get, pattern: "/healthz", access: .anybody, status: 200),
        RouteExample(method: .get, pattern: "/readyz", access: .anybody, status: 200),
        RouteExample(method: .get, pattern: "/api/v1/openapi.json", access: .anybody, status: 200),
        RouteExample(method: .get, pattern: "/install.sh", access: .anybody, status: 200),
        RouteExample(method: .get, pattern: "/install/:architecture", access: .anybody, status: 200),
        RouteExample(method: .get, pattern: "/api/v1/setup", access: .anybody, status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/setup", access: .whoLogsIn,
            fields: [.text("code", "x"), .text("user", "bob"), .text("password", "correct horse battery")], status: 403),
        RouteExample(
            method: .post, pattern: "/api/v1/login", access: .whoLogsIn,
            fields: [.text("user", "bob"), .text("password", "wrong")], status: 401),
    ]

    private static let ofServer = [
        RouteExample(method: .post, pattern: "/api/v1/logout", status: 204),
        RouteExample(method: .get, pattern: "/api/v1/server", status: 200),
        RouteExample(method: .get, pattern: "/api/v1/networks", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/networks",
            fields: [
                .text("name", "branch"), .text("ipv4Range", "10.20.0.0/16", .optional),
                .text("displayName", "Branch", .optional),
                .text("ipv6Range", "fd00:20::/64", .optional), .number("nodeLimit", 20),
                .text("dnsSuffix", "corp.example.org", .optional), .list("dnsServers", #"["10.20.0.1"]"#),
                .number("listenPort", 51821),
                .number("persistentKeepalive", 20), .number("mtu", 1420),
                .text("interface", "nm-b", .optional), .flag("udpHolePunching"), .text("postUp", "true", .optional),
                .text("postDown", "true", .optional), .text("admission", "manual", .optional),
                .text("localRange", "192.168.0.0/16", .optional), .number("checkInInterval", 60),
            ], status: 201),
    ]

    private static let historyParameters = ["limit", "after", "actor", "kind", "name", "since", "until"]
    private static let ofHistory = [
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/history", parameters: historyParameters, status: 200),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/diff", parameters: ["from", "to"], status: 200),
        RouteExample(
            method: .get, pattern: "/api/v1/history", parameters: historyParameters + ["network"], status: 200),
        RouteExample(method: .get, pattern: "/api/v1/events", parameters: ["live"], isStream: true, status: 200),
    ]

    private static let ofAccount = [
        RouteExample(method: .get, pattern: "/api/v1/account", status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/account/password",
            // Nobody knows the sample's password.
            fields: [.text("currentPassword", "wrong"), .text("password", "correct horse battery")], status: 403),
        RouteExample(method: .get, pattern: "/api/v1/account/sessions", status: 200),
        RouteExample(method: .delete, pattern: "/api/v1/account/sessions", status: 204),
        RouteExample(method: .delete, pattern: "/api/v1/account/sessions/:session", status: 204),
        RouteExample(method: .get, pattern: "/api/v1/account/tokens", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/account/tokens",
            fields: [
                .text("name", "backups"), .text("access", "readOnly", .optional), .list("networks", ["harbor"]),
                .number("expiresInSeconds", 3600),
            ], status: 201),
        RouteExample(method: .delete, pattern: "/api/v1/account/tokens/:token", status: 204),
    ]

    private static let ofUsers = [
        RouteExample(method: .get, pattern: "/api/v1/users", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/users",
            fields: [
                .text("name", "erin"), .text("password", "correct horse battery"), .text("role", "networkAdmin"),
                .list("networks", ["harbor"]), .text("commands", "granted", .optional),
            ], status: 201),
        RouteExample(method: .get, pattern: "/api/v1/users/:user", status: 200),
        RouteExample(
            method: .patch, pattern: "/api/v1/users/:user",
            fields: [
                .text("role", "networkAdmin", .optional), .list("networks", ["harbor"]),
                .text("commands", "granted", .optional),
            ], status: 200),
        RouteExample(method: .delete, pattern: "/api/v1/users/:user", status: 204),
        RouteExample(
            method: .post, pattern: "/api/v1/users/:user/password",
            fields: [.text("password", "correct horse battery")], status: 204),
        RouteExample(method: .get, pattern: "/api/v1/users/:user/sessions", status: 200),
        RouteExample(method: .delete, pattern: "/api/v1/users/:user/sessions", status: 204),
        RouteExample(
            method: .delete, pattern: "/api/v1/users/:user/sessions/:session", own: ["session": "0000000000000003"],
            status: 204),
        RouteExample(method: .get, pattern: "/api/v1/users/:user/tokens", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .delete, pattern: "/api/v1/users/:user/tokens/:token", own: ["token": "token-3"], status: 204),
    ]

    private static let ofNetwork = [
        RouteExample(method: .get, pattern: "/api/v1/networks/:network", status: 200),
        RouteExample(
            method: .patch, pattern: "/api/v1/networks/:network",
            fields: [
                .text("displayName", "The harbor", .optional), .number("nodeLimit", 20),
                .text("dnsSuffix", "corp.example.org", .optional), .list("dnsServers", #"["10.10.0.1"]"#),
                .number("listenPort", 51821),
                .number("persistentKeepalive", 20), .number("mtu", 1400), .text("appliesTo", "allNodes", .optional),
                .text("interface", "nm-b", .optional), .flag("udpHolePunching"), .text("postUp", "true", .optional),
                .text("postDown", "true", .optional), .text("admission", "manual", .optional),
                .text("localRange", "192.168.0.0/16", .optional), .number("checkInInterval", 60),
            ], status: 200),
        RouteExample(
            method: .delete, pattern: "/api/v1/networks/:network", parameters: ["force"], query: "?force=true",
            status: 204),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/nodes", parameters: ["limit", "after", "search"],
            status: 200),
        RouteExample(method: .get, pattern: "/api/v1/networks/:network/nodes/:node", status: 200),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/nodes/:node/links", parameters: ["limit", "after"],
            status: 200),
        RouteExample(
            method: .patch, pattern: "/api/v1/networks/:network/nodes/:node",
            fields: [
                .text("name", "gate", .optional), .text("endpoint", "203.0.113.7:51821", .optional),
                .number("listenPort", 51822), .number("persistentKeepalive", 25), .number("mtu", 1400),
                .text("ipv4", "10.10.9.9", .optional), .text("ipv6", "fd00:10::99", .optional), .flag("connected"),
                .text("expiresAt", "2999-01-31T18:00:00.000Z", .optional), .flag("udpHolePunching"), .flag("dnsOn"),
                .flag("roaming"), .text("postUp", "true", .optional), .text("postDown", "true", .optional),
            ], status: 200),
        RouteExample(method: .post, pattern: "/api/v1/networks/:network/nodes/:node/approve", status: 200),
        RouteExample(method: .post, pattern: "/api/v1/networks/:network/nodes/:node/deny", status: 409),
        RouteExample(
            method: .put, pattern: "/api/v1/networks/:network/ranges",
            fields: [.text("ipv4Range", "10.20.0.0/16", .optional), .text("ipv6Range", "fd00:20::/64", .optional)],
            parameters: ["dryRun"], status: 200),
        RouteExample(method: .get, pattern: "/api/v1/networks/:network/key-refresh", status: 200),
        RouteExample(method: .post, pattern: "/api/v1/networks/:network/key-refresh", status: 202),
        RouteExample(method: .delete, pattern: "/api/v1/networks/:network/nodes/:node", status: 204),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/keys", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/networks/:network/keys",
            fields: [
                .text("name", "laptops", .optional), .number("uses", 5), .number("expiresInSeconds", 3600),
                .flag("ephemeral"),
            ], status: 201),
        RouteExample(method: .get, pattern: "/api/v1/networks/:network/keys/:accessKey", status: 200),
        RouteExample(
            method: .patch, pattern: "/api/v1/networks/:network/keys/:accessKey",
            fields: [
                .text("name", "tablets", .optional), .number("uses", 5),
                .text("expiresAt", "2999-01-31T18:00:00.000Z", .optional), .list("tags", "berlin", .optional),
                .flag("ephemeral"),
            ], status: 200),
        RouteExample(method: .delete, pattern: "/api/v1/networks/:network/keys/:accessKey", status: 204),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/dns", parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: "/api/v1/networks/:network/dns",
            fields: [.text("name", "shop"), .list("addresses", #"["10.10.0.9"]"#)], status: 201),
        RouteExample(method: .get, pattern: "/api/v1/networks/:network/dns/:record", status: 200),
        RouteExample(
            method: .patch, pattern: "/api/v1/networks/:network/dns/:record",
            fields: [.list("addresses", #"["10.10.0.9"]"#)], status: 200),
        RouteExample(method: .delete, pattern: "/api/v1/networks/:network/dns/:record", status: 204),
        RouteExample(method: .get, pattern: "/api/v1/networks/:network/events", isStream: true, status: 200),
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/convergence", parameters: ["revision", "timeout"],
            status: 200),
        // Its parameters have tests of their own: most texts are names.
        RouteExample(
            method: .get, pattern: "/api/v1/networks/:network/why", query: "?from=machine-1&to=machine-2", status: 200),
    ]
}

extension RouteExample {
    private static let node = "/api/v1/networks/:network/nodes/:node"
    private static let clients = "/api/v1/networks/:network/clients"

    fileprivate static let ofGateways = [
        RouteExample(
            method: .put, pattern: node + "/egress",
            fields: [
                .text("interface", "eth0", .optional), .list("ranges", "192.168.1.0/24", .required),
                .flag("masquerade"),
            ], status: 200),
        RouteExample(method: .delete, pattern: node + "/egress", status: 204),
        RouteExample(
            method: .put, pattern: node + "/ingress", fields: [.list("nameServers", "10.10.0.1", .optional)],
            status: 200),
        RouteExample(method: .delete, pattern: node + "/ingress", parameters: ["force"], status: 204),
        RouteExample(method: .put, pattern: node + "/relay", status: 200),
        RouteExample(method: .delete, pattern: node + "/relay", status: 204),
        RouteExample(
            method: .put, pattern: node + "/ranges", fields: [.list("ranges", "192.168.1.0/24", .required)], status: 200
        ),
        RouteExample(method: .delete, pattern: node + "/ranges", status: 204),
        RouteExample(method: .get, pattern: clients, parameters: ["limit", "after"], status: 200),
        RouteExample(
            method: .post, pattern: clients,
            fields: [
                .text("name", "phone"), .text("gateway", "machine-2"),
                .text("publicKey", Samples.publicKey(50_000).description, .optional),
                .text("ipv4", "10.10.7.7", .optional), .text("ipv6", "fd00:10::77", .optional),
                .list("nameServers", "10.10.0.1", .optional), .list("allowedRanges", "192.168.7.0/24", .optional),
                .number("expiresInSeconds", 3600),
            ], status: 201),
        RouteExample(method: .get, pattern: clients + "/:client", status: 200),
        RouteExample(
            method: .patch, pattern: clients + "/:client",
            fields: [
                .text("name", "tablet", .optional), .text("gateway", "machine-2", .optional),
                .text("access", "disabled", .optional), .list("nameServers", "10.10.0.1", .optional),
                .list("allowedRanges", "192.168.7.0/24", .optional),
                .text("expiresAt", "2030-01-01T00:00:00.000Z", .optional),
            ], status: 200),
        RouteExample(method: .delete, pattern: clients + "/:client", status: 204),
        RouteExample(method: .get, pattern: clients + "/:client/file", status: 200),
        RouteExample(
            method: .post, pattern: clients + "/:client/file", fields: [.text("key", "kept", .optional)], status: 200),
    ]
}

/// A field of a body.
struct BodyField: Sendable {
    enum Presence: Sendable { case required, optional }
    enum Kind: Sendable { case text, number, flag, list }

    let name: String
    let kind: Kind
    let presence: Presence
    /// A value that is taken, as JSON has it.
    let valid: String

    static func text(_ name: String, _ valid: String, _ presence: Presence = .required) -> BodyField {
        BodyField(name: name, kind: .text, presence: presence, valid: "\"\(valid)\"")
    }

    /// An array of this one text.
    static func list(_ name: String, _ valid: String, _ presence: Presence) -> BodyField {
        BodyField(name: name, kind: .list, presence: presence, valid: "[\"\(valid)\"]")
    }

    /// Texts, or none.
    static func list(_ name: String, _ valid: [String]) -> BodyField {
        let items = valid.map { "\"\($0)\"" }.joined(separator: ", ")
        return BodyField(name: name, kind: .list, presence: .optional, valid: "[\(items)]")
    }

    static func number(_ name: String, _ valid: Int) -> BodyField {
        BodyField(name: name, kind: .number, presence: .optional, valid: "\(valid)")
    }

    static func flag(_ name: String) -> BodyField {
        BodyField(name: name, kind: .flag, presence: .optional, valid: "true")
    }

    /// - Parameter valid: a list of texts, as JSON has it.
    static func list(_ name: String, _ valid: String) -> BodyField {
        BodyField(name: name, kind: .list, presence: .optional, valid: valid)
    }
}

extension [BodyField] {
    /// An object of these fields.
    var json: String { json(with: [:]) }

    /// An object of these fields, some with other values than those that are taken, as JSON has them.
    func json(with values: [String: String]) -> String {
        "{" + map { "\"\($0.name)\": \(values[$0.name] ?? $0.valid)" }.joined(separator: ", ") + "}"
    }
}

@Suite struct `The examples of routes` {
    @Test func `are of every route there is`() async throws {
        try await APIWorld.with { world in
            let registered = try world.wiring.routes(setupCode: nil).routes.map { "\($0.method) \($0.path)" }
            let known = RouteExample.all.map { "\($0.method) \(RouterPath($0.pattern))" }

            #expect(registered.sorted() == known.sorted())
        }
    }

    /// But for streams, which suites of their own follow.
    @Test(arguments: RouteExample.all.filter { !$0.isStream }) func `are taken from an admin with a session`(
        _ example: RouteExample
    )
        async throws
    {
        try await APIWorld.with { world in
            let answer = try await world.call(example.method, example.path, example.body)

            #expect(answer.status == example.status, "\(answer.body)")
        }
    }
}
