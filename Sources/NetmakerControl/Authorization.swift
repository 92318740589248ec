public import NetmakerCore

/// What a command needs.
public enum Permission: Hashable, Sendable {
    /// Making the first admin: only the server vouches for who knows the setup code.
    case setUp
    /// What concerns the whole server, such as making a network.
    case administerServer
    /// What concerns one network: its nodes, its keys, itself.
    case administerNetwork(NetworkName)
    /// What a person does about themselves.
    case actAsUser(UserName)
    /// What a node's own agent does.
    case actAsNode(NodeID)
    /// What becomes true by time alone: only the server itself says so.
    case keepTime
    /// Joining: the credential is the access key in the command.
    case joinWithKey
}

/// Who may do what. Everything is decided here, and what is not allowed by a line below is refused.
public enum Authorization {
    /// - Throws: `ControlError.Code.unauthenticated` when nobody in particular asks, `.gone` for a node that is no
    ///   more, `.forbidden` otherwise.
    public static func require(
        _ permission: Permission, of principal: Principal, in truth: Truth
    ) throws(ControlError) {
        switch (permission, principal) {
        case (.joinWithKey, _): return
        case (.setUp, .server), (.keepTime, .server): return
        case (.administerServer, .user(let name)) where exists(name, in: truth): return
        case (.administerNetwork, .user(let name)) where exists(name, in: truth): return
        case (.actAsUser(let own), .user(let name)) where own == name && exists(name, in: truth): return
        case (.actAsNode(let own), .node(let id)) where own == id && truth.node(id) != nil: return
        default: throw refusal(of: principal, in: truth)
        }
    }

    /// A session outlives its user by nothing.
    private static func exists(_ name: UserName, in truth: Truth) -> Bool { truth.directory.users[name] != nil }

    private static func refusal(of principal: Principal, in truth: Truth) -> ControlError {
        switch principal {
        case .nobody:
            return ControlError(
                .unauthenticated, message: "this needs a session", remedy: "log in with nmctl login")
        case .user(let name) where truth.directory.users[name] == nil:
            return ControlError(
                .unauthenticated, message: "there is no user \(name) any more", remedy: "log in as somebody else")
        case .node(let id) where truth.node(id) == nil:
            guard let removed = truth.removedNodes[id] else {
                return ControlError(
                    .notFound, message: "there is no node \(id)", remedy: "join the network again")
            }
            return ControlError(
                .gone, message: "node \(removed.name) is no longer in network \(removed.network)",
                remedy: "join again with a new access key")
        case .user, .node, .server:
            return ControlError(
                .forbidden, message: "\(principal) may not do this", remedy: "ask somebody who may")
        }
    }
}
