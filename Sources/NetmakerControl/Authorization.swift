public import NetmakerCore

/// Who may do what. Everything is decided here, reads as well, and what is not allowed by a line below is refused.
///
/// A network that somebody may not see is to them as one that is not there: the answer is the same, whatever they ask.
public enum Authorization {
    /// - Throws: `ControlError.Code.unauthenticated` when nobody in particular asks, `.notFound` for a network the
    ///   asker may not see, `.gone` for a node that is no more, `.forbidden` otherwise.
    public static func require(
        _ permission: Permission, of principal: Principal, in truth: Truth
    ) throws(ControlError) {
        switch (permission, principal) {
        case (.joinWithKey, _): return
        case (.setUp, .server), (.resetPassword, .server), (.keepTime, .server): return
        case (.actAsNode(let own), .node(let id)) where own == id && truth.node(id) != nil: return
        default: break
        }
        guard let authority = Authority(of: principal, in: truth) else { throw refusal(of: principal, in: truth) }
        if let network = permission.network, !authority.covers(network) { throw .noNetwork(network) }
        guard allows(permission, authority, principal) else { throw refusal(of: principal, in: truth) }
        guard permission.isOfReading || authority.access == .readWrite else { throw .readOnly }
    }

    /// Whether it may be done by somebody who may change what they see.
    private static func allows(_ permission: Permission, _ authority: Authority, _ principal: Principal) -> Bool {
        switch permission {
        case .enter, .readNetwork, .administerNetwork: true
        case .readServer, .administerServer, .deleteNetwork, .resetPassword: authority.reach == .server
        case .setCommands: authority.commands == .granted
        case .actAsUser(let name): principal == .user(name)
        case .readAccount(let name), .administerAccount(let name):
            principal == .user(name) || authority.reach == .server
        case .setUp, .actAsNode, .keepTime, .joinWithKey: false
        }
    }

    private static func refusal(of principal: Principal, in truth: Truth) -> ControlError {
        switch principal {
        case .nobody:
            return ControlError(
                .unauthenticated, message: "this needs a session", remedy: "log in with nmctl login")
        case .user(let name) where truth.directory.users[name] == nil:
            return ControlError(
                .unauthenticated, message: "there is no user \(name) any more", remedy: "log in as somebody else")
        case .token(let id, _) where Authority(of: principal, in: truth) == nil:
            return ControlError(
                .unauthenticated, message: "there is no API token \(id) any more",
                remedy: "make a new one with nmctl token create")
        case .node(let id) where truth.node(id) == nil:
            guard let removed = truth.removedNodes[id] else {
                return ControlError(
                    .notFound, message: "there is no node \(id)", remedy: "join the network again")
            }
            return ControlError(
                .gone, message: "node \(removed.name) is no longer in network \(removed.network)",
                remedy: "join again with a new access key")
        case .user(let name):
            return ControlError(.forbidden, message: "user \(name) may not do this", remedy: "ask a super admin")
        case .token(let id, let name):
            return ControlError(
                .forbidden, message: "API token \(id) of user \(name) may not do this",
                remedy: "use a token that may more, or log in with nmctl login")
        case .node, .server:
            return ControlError(
                .forbidden, message: "\(principal) may not do this", remedy: "ask somebody who may")
        }
    }
}

extension Permission {
    /// The network it is about; nil when it is about none.
    fileprivate var network: NetworkName? {
        switch self {
        case .readNetwork(let name), .administerNetwork(let name), .deleteNetwork(let name), .setCommands(let name):
            name
        case .setUp, .enter, .readServer, .administerServer, .actAsUser, .readAccount, .administerAccount,
            .resetPassword, .actAsNode, .keepTime, .joinWithKey:
            nil
        }
    }

    /// Whether it changes nothing.
    fileprivate var isOfReading: Bool {
        switch self {
        case .enter, .readServer, .readNetwork, .readAccount: true
        case .setUp, .administerServer, .administerNetwork, .deleteNetwork, .setCommands, .actAsUser,
            .administerAccount, .resetPassword, .actAsNode, .keepTime, .joinWithKey:
            false
        }
    }
}

extension ControlError {
    /// That there is no such network, or none that the asker may see: they are not told which.
    public static func noNetwork(_ name: NetworkName) -> ControlError {
        ControlError(
            .notFound, field: "network", message: "there is no network \(name)",
            remedy: "see the networks there are with nmctl network list")
    }

    fileprivate static var readOnly: ControlError {
        ControlError(
            .forbidden, message: "this API token may only read",
            remedy: "use one that may write, or make one with nmctl token create")
    }
}
