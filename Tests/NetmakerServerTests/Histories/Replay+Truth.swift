import NetmakerControl
import NetmakerCore

/// The server's truth, object by object.
extension Replay {
    func checkTruth() throws {
        let real = world.control.truth
        try checkPeople()
        try checkRights()
        try require(Set(real.networks.keys), Set(truth.networks.map(\.name)), "the networks")
        for network in truth.networks {
            guard let state = real.networks[network.name] else { continue }
            try require(state.network, network.fields, "\(network.name)")
            try require(state.revision.rawValue, network.revision, "\(network.name)'s revision")
            try require(Set(state.nodes.values), Set(network.nodes), "\(network.name)'s nodes")
            try require(Set(state.accessKeys.values), Set(network.keys), "\(network.name)'s keys")
            try require(Set(state.dnsRecords.values), Set(network.records), "\(network.name)'s custom names")
            let clients = Set(state.clients.values.map(\.withoutDigest))
            try require(clients, Set(network.clients.map(\.client)), "\(network.name)'s clients")
            try checkFiles(of: state, network)
            try checkNextAddress(of: state, network)
        }
        try require(Set(real.removedNodes.keys), Set(truth.gone.map(\.id)), "the removed nodes")
        for gone in truth.gone {
            guard let removed = real.removedNodes[gone.id], gone.says(removed) else {
                throw Difference("node \(gone.id) is not remembered as \(gone)")
            }
        }
    }

    /// Who there is.
    func checkPeople() throws {
        let directory = world.control.truth.directory
        try require(directory.revision.rawValue, truth.directoryRevision, "the directory's revision")
        try require(Set(directory.users.values), Set(truth.users), "the users")
        try require(Set(directory.loginSessions.values), Set(truth.sessions), "the sessions")
        try require(Set(directory.apiTokens.values), Set(truth.tokens), "the API tokens")
    }

    /// What each of them may, of what there is and what there is not.
    func checkRights() throws {
        for user in truth.users { try checkRights(of: .user(user.name)) }
        for token in truth.tokens { try checkRights(of: .token(token.id, of: token.user)) }
    }

    private func checkRights(of asker: Principal) throws {
        try require(.administerServer, isAllowed: .server, to: asker)
        for network in Narrator.names {
            try require(.readNetwork(network), isAllowed: .reading(of: network), to: asker)
            try require(.administerNetwork(network), isAllowed: .network(network), to: asker)
            try require(.deleteNetwork(network), isAllowed: .deletion(of: network), to: asker)
        }
    }

    private func require(_ permission: Permission, isAllowed right: PlainTruth.Right, to asker: Principal) throws {
        var refusal: Refusal?
        do throws(ControlError) {
            try Authorization.require(permission, of: asker, in: world.control.truth)
        } catch { refusal = Refusal(error.code) }
        let expected = truth.refusal(of: right, to: asker)
        let (said, wanted) = (refusal?.rawValue ?? "allowed", expected?.rawValue ?? "allowed")
        try require(said, wanted, "what \(asker) is told of \(permission)")
    }

    /// A file is outdated when another would be handed out now, or none.
    private func checkFiles(of state: NetworkState, _ network: PlainNetwork) throws {
        let routed = state.routedRanges
        for client in state.clients.values {
            let plain = network.clients.first { $0.id == client.id }
            let isOutdated = plain.map { network.file(of: $0.client) != $0.handedOut } ?? true
            try require(
                state.isFileOutdated(of: client, routed: routed), isOutdated, "\(client.name)'s file is outdated")
        }
    }

    /// Which address is next shows whether those that were freed still rest.
    private func checkNextAddress(of state: NetworkState, _ network: PlainNetwork) throws {
        let expected = network.nextAddresses(now: truth.now)
        let next: (ipv4: IPv4Address?, ipv6: IPv6Address?)?
        do throws(ModelError) { next = try state.nextAddresses(now: truth.now) } catch { next = nil }
        guard next?.ipv4 == expected?.ipv4, next?.ipv6 == expected?.ipv6 else {
            throw Difference(
                "\(network.name) hands out \(String(describing: next)) next, and not \(String(describing: expected))")
        }
    }

    private func require<Value: Equatable>(_ real: Value, _ expected: Value, _ what: String) throws {
        if real != expected { throw Difference("\(what): \(real), and not \(expected)") }
    }
}
