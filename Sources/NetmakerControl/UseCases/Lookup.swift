internal import NetmakerCore

/// What every use case asks first: that the object is there, and still is what the asker saw.
extension Truth {
    func requireNetwork(_ name: NetworkName) throws(ModelError) -> NetworkState {
        guard let state = networks[name] else {
            throw ModelError(
                .notFound, field: "network", message: "there is no network \(name)",
                remedy: "see the networks there are with nmctl network list")
        }
        return state
    }

    func requireUser(_ name: UserName) throws(ModelError) -> User {
        guard let user = directory.users[name] else {
            throw ModelError(
                .notFound, field: "user", message: "there is no user \(name)",
                remedy: "see the users there are with nmctl user list")
        }
        return user
    }

    /// That all these networks are there, for a role or a token to name them.
    ///
    /// - Parameter authority: of who names them; nil for who may see all.
    func requireNetworks(_ names: Set<NetworkName>, seenBy authority: Authority? = nil) throws(ModelError) {
        let missing = names.sorted().first { networks[$0] == nil || authority?.covers($0) == false }
        guard let missing else { return }
        throw ModelError(
            .invalidValue, field: "networks", message: "there is no network \(missing)",
            remedy: "see the networks there are with nmctl network list")
    }

    /// The node and the network it is in.
    func requireNode(_ id: NodeID) throws(ModelError) -> (node: Node, state: NetworkState) {
        guard let node = node(id), let state = networks[node.network] else {
            throw ModelError(
                .notFound, field: "node", message: "there is no node \(id)",
                remedy: "see the nodes there are with nmctl node list")
        }
        return (node, state)
    }

    /// Two with one WireGuard key would take each other's packets.
    ///
    /// - Parameter node: who may have it already; nil for a machine that is no node yet, and for an external client.
    func requireUnused(_ publicKey: PublicKey, by node: NodeID? = nil) throws(ModelError) {
        let holder = self.node(with: publicKey)
        guard isUsedByClient(publicKey) || holder != nil && holder?.id != node else { return }
        throw ModelError(
            .notUnique, field: "publicKey", message: "another node or external client has this WireGuard key",
            remedy: "make a new key; a copied disk image brings its old one along")
    }
}

extension NetworkState {
    func requireNode(_ id: NodeID) throws(ModelError) -> Node {
        guard let node = nodes[id] else {
            throw ModelError(
                .notFound, field: "node", message: "network \(network.name) has no node \(id)",
                remedy: "see the nodes there are with nmctl node list")
        }
        return node
    }

    /// Whether a node may be given an address by hand: one of the network's ranges that nobody has.
    ///
    /// - Throws: `ModelError` that names the field.
    func requireAssignable(_ address: IPAddress, to node: Node, field: String) throws(ModelError) {
        guard node.standing.admission == .admitted else {
            throw ModelError(
                .conflict, field: field, message: "node \(node.name) is pending, and has no address yet",
                remedy: "approve it first with nmctl node approve")
        }
        do throws(ModelError) { try requireFree(address) } catch { throw error.at(field: field) }
    }
}

extension NetworkState {
    func requireDNSRecord(_ name: DNSRecordName) throws(ModelError) -> DNSRecord {
        guard let record = dnsRecords[name] else {
            throw ModelError(
                .notFound, field: "name", message: "network \(network.name) has no DNS record named \(name)",
                remedy: "see the records there are with nmctl dns list")
        }
        return record
    }

    /// What takes a node out of the network: its other names go with it.
    func removal(of removed: RemovedNode) -> [Mutation] {
        [.removeNode(removed)] + aliases(of: removed.id).map { .removeDNSRecord($0) }
    }

    func requireClient(_ id: ExternalClientID) throws(ModelError) -> ExternalClient {
        guard let client = clients[id] else {
            throw ModelError(
                .notFound, field: "client", message: "network \(network.name) has no external client \(id)",
                remedy: "see the clients there are with nmctl client list")
        }
        return client
    }

    func requireAccessKey(_ id: AccessKeyID) throws(ModelError) -> AccessKey {
        guard let key = accessKeys[id] else {
            throw ModelError(
                .notFound, field: "key", message: "network \(network.name) has no access key \(id)",
                remedy: "see the keys there are with nmctl key list")
        }
        return key
    }

    /// - Throws: when the network has no range with the address, no machine may have it, or another has it.
    func requireFree(_ address: IPAddress, field: String) throws(ModelError) {
        guard network.ranges.contains(address) else {
            throw ModelError(
                .invalidValue, field: field, message: "\(address) is no address of network \(network.name)",
                remedy: "choose one of \(network.ranges.all.map(\.description).joined(separator: " or "))")
        }
        guard isFree(address) else {
            throw ModelError(
                .notUnique, field: field, message: "\(address) is taken, or no machine may have it",
                remedy: "choose another address, or leave it out for the next that is free")
        }
    }
}

extension Revision {
    /// - Parameter expected: the revision the asker saw; nil from one who does not care.
    func require(_ expected: Revision?, of object: String) throws(ModelError) {
        guard let expected, expected != self else { return }
        throw ModelError(
            .preconditionFailed, field: "If-Match", message: "\(object) is at revision \(self), not at \(expected)",
            remedy: "read it again and repeat the change on what it is now")
    }
}
