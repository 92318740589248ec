public import NetmakerCore

/// What a server has, as far as declarations speak of it, and where each object stands.
public struct DeclaredServer: Hashable, Sendable {
    /// Everything that the asker sees, with every field.
    public internal(set) var declaration: Declaration
    /// The revision of each object: a change is asked for on this condition.
    public internal(set) var revisions: [DeclaredObject: Revision]
    /// What the server calls its clients.
    var clients: [DeclaredObject: ExternalClientID]
    /// How many nodes each network has, those included that wait to be let in.
    var nodeCounts: [NetworkName: Int]
    /// The nodes that go when their agents stay away.
    public internal(set) var ephemeralNodes: Set<DeclaredObject>
    /// The machines that wait to be let in. Until then nothing is said of them.
    var pendingNodes: Set<DeclaredObject>
    /// Who asks; nil when that is nobody in particular.
    var asker: UserName?

    /// A server with nothing in it.
    public init() {
        declaration = Declaration()
        (revisions, clients, nodeCounts, ephemeralNodes, pendingNodes) = ([:], [:], [:], [], [])
        declaration.sections = [.networks]
    }
}

extension DeclaredServer {
    /// Adds a network, whose nodes, clients and names follow.
    mutating func add(_ network: NetworkResource) throws(ModelError) {
        let name = network.name
        add(.network(name), try DeclaredFields(network), at: network.revision)
        declaration.sections.formUnion([.nodes(name), .clients(name), .dns(name)])
        nodeCounts[name] = network.nodeCount
    }

    mutating func add(_ node: NodeResource) throws(ModelError) {
        let object = DeclaredObject.node(node.name, in: node.network)
        guard node.status != .pending else {
            pendingNodes.insert(object)
            return
        }
        if node.ephemeral { ephemeralNodes.insert(object) }
        add(object, try DeclaredFields(node), at: node.revision)
    }

    mutating func add(_ client: ClientResource) throws(ModelError) {
        let object = DeclaredObject.client(client.publicKey, in: client.network)
        clients[object] = client.id
        add(object, try DeclaredFields(client), at: client.revision)
    }

    mutating func add(_ record: DNSRecordResource) {
        add(.dnsRecord(record.name, in: record.network), DeclaredFields(record), at: record.revision)
    }

    mutating func add(_ user: UserResource) throws(ModelError) {
        declaration.sections.insert(.users)
        add(.user(user.name), try DeclaredFields(user), at: user.revision)
    }

    private mutating func add(_ object: DeclaredObject, _ fields: DeclaredFields, at revision: Revision) {
        declaration.objects[object] = fields
        revisions[object] = revision
    }

    /// What is worth keeping in a file: all but what comes and goes by itself.
    public var export: Declaration { declaration.without(ephemeralNodes.contains) }
}
