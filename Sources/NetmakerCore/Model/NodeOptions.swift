/// What a node does besides being a peer, as an admin set it.
public struct NodeOptions: Hashable, Sendable, Codable {
    /// Whether it opens its NAT with the server's help (UDP hole punching).
    public var udpHolePunching: Bool
    /// Whether its machine looks up the network's names.
    public var dnsOn: Bool
    /// Whether a change of its machine's addresses is published; else it stays where it was.
    public var roaming: Bool
    public var commands: InterfaceCommands

    public init(
        udpHolePunching: Bool = true, dnsOn: Bool = true, roaming: Bool = true,
        commands: InterfaceCommands = InterfaceCommands()
    ) {
        self.udpHolePunching = udpHolePunching
        self.dnsOn = dnsOn
        self.roaming = roaming
        self.commands = commands
    }
}

extension NodeOptions: LaterAddition {
    public static let whenAbsent = NodeOptions()
}

/// What a machine runs when its interface has come up and when it has gone, if its owner allowed commands from the
/// server.
public struct InterfaceCommands: Hashable, Sendable, Codable {
    /// Nil: nothing.
    public var postUp: ShellCommand?
    /// Nil: nothing.
    public var postDown: ShellCommand?

    public init(postUp: ShellCommand? = nil, postDown: ShellCommand? = nil) {
        self.postUp = postUp
        self.postDown = postDown
    }
}

extension InterfaceCommands: LaterAddition {
    public static let whenAbsent = InterfaceCommands()
}
