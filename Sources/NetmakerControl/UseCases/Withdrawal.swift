internal import NetmakerCore

extension Directory {
    /// What takes a network out of every role and token that names it: one that is made anew under its name is another,
    /// and nobody's.
    func withdrawals(of network: NetworkName) -> [Mutation] {
        let users = users(naming: network).sorted { $0.name < $1.name }.compactMap { user -> Mutation? in
            guard let role = user.role.without(network) else { return nil }
            var changed = user
            changed.role = role
            changed.revision = revision.next
            return .putUser(changed)
        }
        let tokens = apiTokens(naming: network).sorted { $0.id < $1.id }.map { token in
            var changed = token
            changed.networks?.remove(network)
            changed.revision = revision.next
            return Mutation.putAPIToken(changed)
        }
        return users + tokens
    }
}
