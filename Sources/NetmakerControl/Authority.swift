public import NetmakerCore

/// How far somebody's word goes: what their role allows, and of that what the credential allows that they show.
///
/// Worked out anew for every question, so that a role or a token that changed counts from that moment.
public struct Authority: Hashable, Sendable {
    /// Which networks it is about.
    public enum Reach: Hashable, Sendable {
        /// All of them, and the server itself.
        case server
        case networks(Set<NetworkName>)
    }

    public let reach: Reach
    public let access: APIToken.Access
    public let commands: CommandGrant

    /// Nil for who is no user, and for a credential that is no more. That a token has expired is found where it is
    /// shown.
    public init?(of principal: Principal, in truth: Truth) {
        let directory = truth.directory
        switch principal {
        case .user(let name):
            guard let user = directory.users[name] else { return nil }
            self.init(of: user.role, with: nil)
        case .token(let id, let owner):
            guard let token = directory.apiTokens[id], token.user == owner, let user = directory.users[owner] else {
                return nil
            }
            self.init(of: user.role, with: token)
        case .nobody, .node, .server: return nil
        }
    }

    private init(of role: Role, with token: APIToken?) {
        access = token?.access ?? .readWrite
        switch role {
        case .superAdmin:
            reach = token?.networks.map { .networks($0) } ?? .server
            commands = .granted
        case .networkAdmin(let networks, let granted):
            reach = .networks(token?.networks.map(networks.intersection) ?? networks)
            commands = granted
        }
    }

    /// Whether a network is within it. One that is not is to them as one that is not there.
    public func covers(_ network: NetworkName) -> Bool {
        switch reach {
        case .server: true
        case .networks(let names): names.contains(network)
        }
    }
}
