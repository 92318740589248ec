public import NetmakerCore

/// What a command, or a question, needs.
public enum Permission: Hashable, Sendable {
    /// Making the first admin: only the server vouches for who knows the setup code.
    case setUp
    /// Being anybody: for what every user and every token may read.
    case enter
    /// Reading what concerns the whole server, such as who its users are.
    case readServer
    /// Changing what concerns the whole server: making a network, users, settings.
    case administerServer
    /// Reading what is in one network.
    case readNetwork(NetworkName)
    /// Changing what is in one network, or its settings: its nodes, keys, gateways, clients, names.
    case administerNetwork(NetworkName)
    /// Ending a network, which is the server's.
    case deleteNetwork(NetworkName)
    /// Saying what machines of a network run as root (PostUp, PostDown).
    case setCommands(NetworkName)
    /// What a person does about themselves, in person: no token may.
    case actAsUser(UserName)
    /// Reading which sessions and tokens a user has: they themselves, in person, or who may read the whole server.
    case readAccount(UserName)
    /// Ending a user's sessions and tokens: they themselves, in person, or who administers the whole server.
    case administerAccount(UserName)
    /// Giving a user another password without knowing the one there is.
    case resetPassword(UserName)
    /// What a node's own agent does.
    case actAsNode(NodeID)
    /// What becomes true by time alone: only the server itself says so.
    case keepTime
    /// Joining: the credential is the access key in the command.
    case joinWithKey
}
