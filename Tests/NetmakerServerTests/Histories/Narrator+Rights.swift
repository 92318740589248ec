import NetmakerControl
import NetmakerCore

/// Who may do what, and why those may not who may not.
extension Narrator {
    /// Lets somebody do something who may, and notes what kept them from it who may not.
    mutating func permit(_ right: PlainTruth.Right, _ asker: Principal) throws(Refusal) {
        do throws(Refusal) { try truth.permit(right, asker) } catch {
            if let edge = edge(of: right, refusedTo: asker) { coverage.reached(edge) }
            throw error
        }
    }

    /// Notes out of whose role or token a network was taken that is no more.
    mutating func note(withdrawn network: NetworkName, since before: PlainTruth) {
        for (old, new) in zip(before.users, truth.users) where old != new {
            coverage.reached(.rolesWithdrawn)
            withdrawn.append((.user(old.name), network))
        }
        for (old, new) in zip(before.tokens, truth.tokens) where old != new {
            coverage.reached(.scopesWithdrawn)
            withdrawn.append((.token(old.id, of: old.user), network))
        }
    }

    /// Notes that a token is for a network that its user has lost.
    mutating func note(rolesOf user: UserName) {
        let scopes = truth.tokens.filter { $0.user == user }.flatMap { $0.networks ?? [] }
        let isLost = scopes.contains { truth.refusal(of: .reading(of: $0), to: .user(user)) != nil }
        if isLost { coverage.reached(.scopeOutlived) }
    }

    /// What a refusal shows; nil when it would have come to the same without what kept the asker from it.
    private func edge(of right: PlainTruth.Right, refusedTo asker: Principal) -> Coverage.Edge? {
        if case .network(let network) = right {
            // What is not there is refused to everybody.
            guard truth.network(network) != nil else { return nil }
            let isStranger = withdrawn.contains { $0 == (asker, network) }
            if isStranger, truth.refusal(of: right, to: asker) == .notFound { return .strangerRefused }
        }
        guard case .token(let id, of: let name) = asker, let user = truth.user(name),
            let token = truth.tokens.first(where: { $0.id == id })
        else { return nil }
        guard truth.refusal(of: right, to: .user(name)) == nil else { return nil }
        switch (right, user.role) {
        case (.network(let network), _) where truth.refusal(of: .reading(of: network), to: asker) == nil:
            return .readOnlyHeld
        case (.network, .superAdmin): return .scopeHeldOfAll
        case (.network, .networkAdmin): return .scopeHeldOfSome
        case (.server, _) where token.networks == nil: return .readOnlyHeld
        case (.server, _): return token.access == .readWrite ? .scopeHeldFromServer : nil
        default: return nil
        }
    }
}
