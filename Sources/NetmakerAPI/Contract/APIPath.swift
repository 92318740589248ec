public import NetmakerCore

/// The paths of the REST interface, each written once for the client that asks and the tests that check.
public struct APIPath: Hashable, Sendable, CustomStringConvertible {
    /// The path from the server's root, with its slash.
    public let description: String

    private init(_ segments: String...) { description = "/api/v1/" + segments.joined(separator: "/") }

    private init(outside path: String) { description = path }

    /// `GET` says that the process answers at all.
    public static let liveness = APIPath(outside: "/healthz")
    /// `GET` says whether the server can do its work.
    public static let readiness = APIPath(outside: "/readyz")
    /// `GET` gives the script that puts netclient on a machine.
    public static let installScript = APIPath(outside: "/install.sh")
    /// `GET` gives the OpenAPI document.
    public static let document = APIPath("openapi.json")

    /// `GET` tells whether there is an admin, `POST` makes the first.
    public static let setup = APIPath("setup")
    /// `POST` opens a session.
    public static let login = APIPath("login")
    /// `POST` ends the session it is sent with.
    public static let logout = APIPath("logout")
    /// `GET` tells who this server is.
    public static let server = APIPath("server")
    /// `POST` changes the server's TLS key; on the operator's socket only.
    public static let keyRotation = APIPath("server", "tls", "rotation")
    /// `GET` tells who asks, and what they may do.
    public static let account = APIPath("account")
    /// `POST` changes one's own password.
    public static let accountPassword = APIPath("account", "password")
    /// `GET` lists one's own sessions, `DELETE` ends them all.
    public static let accountSessions = APIPath("account", "sessions")
    /// `GET` lists one's own API tokens, `POST` makes one.
    public static let accountTokens = APIPath("account", "tokens")
    /// `GET` lists the users, `POST` makes one.
    public static let users = APIPath("users")
    /// `POST` makes a new setup code; on the operator's socket only.
    public static let setupCode = APIPath("admin", "setup-code")
    /// `GET` lists the networks, `POST` makes one.
    public static let networks = APIPath("networks")

    /// `DELETE` one of one's own sessions.
    public static func accountSession(_ session: SessionID) -> APIPath {
        APIPath("account", "sessions", session.description)
    }

    /// `DELETE` one of one's own API tokens.
    public static func accountToken(_ token: APITokenReference) -> APIPath {
        APIPath("account", "tokens", token.description)
    }

    /// `GET`, `PATCH` and `DELETE` one user.
    public static func user(_ name: UserName) -> APIPath { APIPath("users", name.description) }

    /// `POST` gives a user another password.
    public static func password(of user: UserName) -> APIPath { APIPath("users", user.description, "password") }

    /// `GET` lists a user's sessions, `DELETE` ends them all.
    public static func sessions(of user: UserName) -> APIPath { APIPath("users", user.description, "sessions") }

    /// `DELETE` one session of a user.
    public static func session(_ session: SessionID, of user: UserName) -> APIPath {
        APIPath("users", user.description, "sessions", session.description)
    }

    /// `GET` lists a user's API tokens.
    public static func tokens(of user: UserName) -> APIPath { APIPath("users", user.description, "tokens") }

    /// `DELETE` one API token of a user.
    public static func token(_ token: APITokenReference, of user: UserName) -> APIPath {
        APIPath("users", user.description, "tokens", token.description)
    }

    /// `POST` gives a user another password; on the operator's socket only.
    public static func operatorsPassword(of user: UserName) -> APIPath {
        APIPath("admin", "users", user.description, "password")
    }

    /// `GET`, `PATCH` and `DELETE` one network.
    public static func network(_ name: NetworkName) -> APIPath { APIPath("networks", name.description) }

    /// `GET` lists a network's nodes.
    public static func nodes(in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes")
    }

    /// `GET`, `PATCH` and `DELETE` one node.
    public static func node(_ node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description)
    }

    /// `GET` tells how a node's tunnels do.
    public static func links(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "links")
    }

    /// `POST` lets a pending node in.
    public static func approval(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "approve")
    }

    /// `POST` turns a pending node away.
    public static func denial(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "deny")
    }

    /// `PUT` gives a network other ranges.
    public static func ranges(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "ranges")
    }

    /// `POST` asks a network's nodes for new WireGuard keys, `GET` tells how far they are.
    public static func keyRefresh(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "key-refresh")
    }

    /// `GET` lists a network's access keys, `POST` makes one.
    public static func accessKeys(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "keys")
    }

    /// `GET`, `PATCH` and `DELETE` one access key.
    public static func accessKey(_ key: AccessKeyReference, of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "keys", key.description)
    }

    /// `GET` lists a network's custom names, `POST` adds one.
    public static func dnsRecords(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "dns")
    }

    /// `GET`, `PATCH` and `DELETE` one custom name.
    public static func dnsRecord(_ name: DNSRecordName, of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "dns", name.description)
    }

    /// `PUT` makes a node an egress gateway, `DELETE` makes it none.
    public static func egress(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "egress")
    }

    /// `PUT` makes a node an ingress gateway, `DELETE` makes it none.
    public static func ingress(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "ingress")
    }

    /// `PUT` marks a node as a relay, `DELETE` takes the mark away.
    public static func relay(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "relay")
    }

    /// `PUT` says what is routed to a node besides its addresses, `DELETE` takes that away.
    public static func extraRanges(of node: NodeReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "nodes", node.description, "ranges")
    }

    /// `GET` lists a network's external clients, `POST` makes one.
    public static func clients(in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "clients")
    }

    /// `GET`, `PATCH` and `DELETE` one external client.
    public static func client(_ client: ClientReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "clients", client.description)
    }

    /// `GET` tells what a client's file has to say, `POST` hands it out anew.
    public static func clientFile(of client: ClientReference, in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "clients", client.description, "file")
    }

    /// `GET` tells what was changed on the server and in all its networks.
    public static let history = APIPath("history")
    /// `GET` follows what is changed there.
    public static let events = APIPath("events")

    /// `GET` tells what was changed in a network.
    public static func history(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "history")
    }

    /// `GET` tells what a network was at one revision and is at another.
    public static func difference(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "diff")
    }

    /// `GET` follows a network's changes.
    public static func events(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "events")
    }

    /// `GET` explains a path.
    public static func why(in network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "why")
    }

    /// `GET` waits until a revision is in force.
    public static func convergence(of network: NetworkName) -> APIPath {
        APIPath("networks", network.description, "convergence")
    }
}
