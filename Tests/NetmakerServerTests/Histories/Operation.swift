import NetmakerControl

/// One thing that happens in a history. It names objects by number, modulo what there is when it happens: so any part
/// of a history is a history as well, and one that fails can be made shorter by leaving things out.
enum Operation: Hashable, Sendable {
    case setUp(by: Asker)
    case logIn(password: Int, by: Asker)
    case logOut(session: Int, by: Asker)
    case createNetwork(Int, ranges: Int, defaults: Int, display: Int, by: Asker)
    case updateNetwork(Int, change: Int, Match, by: Asker)
    case deleteNetwork(Int, DeleteNetwork.Nodes, Match, by: Asker)
    case createKey(network: Int, uses: Int, expiry: Int, name: Int, by: Asker)
    case updateKey(network: Int, key: Int, change: Int, value: Int, Match, by: Asker)
    case deleteKey(network: Int, key: Int, Match, by: Asker)
    /// A machine that was never here.
    case join(network: Int, key: Int, publicKey: Int, name: Int, Report)
    /// A machine that is a node, or was one.
    case joinAgain(machine: Int, key: Int, publicKey: Int, Report)
    case leave(node: Int, by: Asker)
    case removeNode(node: Int, network: Int, Match, by: Asker)
    case updateNode(node: Int, network: Int, change: Int, value: Int, Match, by: Asker)
    case edit(node: Int, change: Int, value: Int, by: Asker)
    case report(node: Int, Report, by: Asker)
    case expireNodes(network: Int, by: Asker)
    /// A machine without a key asks to be let in by hand.
    case ask(network: Int, publicKey: Int, Report)
    case approve(node: Int, network: Int, Match, by: Asker)
    case deny(node: Int, network: Int, Match, by: Asker)
    case changeRanges(network: Int, ranges: Int, Match, by: Asker)
    case refreshKeys(network: Int, Match, by: Asker)
    case adoptKeys(network: Int, behind: Int, by: Asker)
    case changeRoles(node: Int, network: Int, change: Int, value: Int, Match, by: Asker)
    case createClient(network: Int, ClientChoice, by: Asker)
    case updateClient(client: Int, network: Int, change: Int, value: Int, gateway: Int, Match, by: Asker)
    case deleteClient(client: Int, network: Int, Match, by: Asker)
    case handOut(client: Int, key: Int, Match, by: Asker)
    case expireClients(network: Int, by: Asker)
    /// A node's agent has been away for too long.
    case reap(node: Int, network: Int, by: Asker)
    case createName(network: Int, name: Int, target: Int, by: Asker)
    case updateName(network: Int, record: Int, target: Int, Match, by: Asker)
    case deleteName(network: Int, record: Int, Match, by: Asker)
    case createUser(Int, role: Int, by: Asker)
    case updateUser(Int, change: Int, Match, by: Asker)
    case deleteUser(Int, Match, by: Asker)
    case createToken(user: Int, name: Int, scope: Int, by: Asker)
    case revokeToken(Int, by: Asker)

    /// An agent opens a session; it fetches what waits for it after every so many commits.
    case connect(agent: Int, pace: Int, Memory)
    /// The session ends, perhaps in the middle of what the agent is being sent.
    case disconnect(agent: Int, afterFrames: Int)
    /// The agent fetches what waits for it.
    case fetch(agent: Int)
    /// The agent's session hears the news and does not get to tell them yet.
    case wake(agent: Int)

    case pass(seconds: Int)
    /// The server starts anew, where it may.
    case restart
    /// Machines come and go, more of them than are told one by one.
    case crowd(network: Int)
    /// A network is deleted, made anew, and its machines join again.
    case remake(network: Int, ranges: Int)

    /// Who asks.
    enum Asker: Hashable, Sendable {
        /// Who may: the admin, or the node itself.
        case entitled
        case nobody
        case formerUser
        case node(Int)
        case server
        /// Somebody who may be a user, in whatever role.
        case person(Int)
        /// Who shows an API token, which may be revoked.
        case token(Int)
    }

    /// Which revision the asker saw.
    enum Match: Hashable, Sendable {
        case any, right, stale
    }

    /// What an agent has of its map.
    enum Memory: Hashable, Sendable {
        case kept, lost, rotten
    }

    /// What a client is to be, by numbers of what there is to choose from.
    struct ClientChoice: Hashable, Sendable {
        var gateway = 0
        var name = 0
        var key = 0
        var address = 9
        var ranges = 0
        var expiry = 0
    }

    /// What a machine says of itself, by numbers of what there is to say.
    struct Report: Hashable, Sendable {
        var port = 0
        var mtu = 0
        var pinned = 0
        var local = 0
        var interface = 0
        var hostname = 0
        var source = 0
        var nextKey = 0
    }
}
