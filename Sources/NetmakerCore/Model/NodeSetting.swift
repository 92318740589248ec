/// One field of a node that the machine's owner may change from the machine, and what it holds.
public enum NodeSetting: Hashable, Sendable {
    case name(NodeName)
    case listenPort(ListenPort)
    case persistentKeepalive(PersistentKeepalive)
    case mtu(MTU)
    /// Where the machine is said to be reached; nil: that is detected.
    case pinnedEndpoint(Endpoint?)
    case udpHolePunching(Bool)
    case dnsOn(Bool)
    case roaming(Bool)
    /// What is not the machine's to change: of an honest agent, nothing. The value is not read.
    case foreign(NodeField)

    /// Which field it is of, without its value.
    public enum Field: String, CaseIterable, Sendable, Codable {
        case name, listenPort, persistentKeepalive, mtu, pinnedEndpoint, udpHolePunching, dnsOn, roaming
    }

    /// Nil for one that is not the machine's to change.
    public var field: Field? {
        switch self {
        case .name: .name
        case .listenPort: .listenPort
        case .persistentKeepalive: .persistentKeepalive
        case .mtu: .mtu
        case .pinnedEndpoint: .pinnedEndpoint
        case .udpHolePunching: .udpHolePunching
        case .dnsOn: .dnsOn
        case .roaming: .roaming
        case .foreign: nil
        }
    }

    /// As refusals call it.
    public var fieldName: String {
        if case .foreign(let field) = self { field.rawValue } else { field?.rawValue ?? "" }
    }
}

extension NodeSetting.Field {
    /// The field of a node that holds it.
    public var nodeField: NodeField {
        switch self {
        case .name: .name
        case .listenPort: .listenPort
        case .persistentKeepalive: .persistentKeepalive
        case .mtu: .mtu
        case .pinnedEndpoint: .pinnedEndpoint
        case .udpHolePunching, .dnsOn, .roaming: .options
        }
    }

    /// What a node has of it.
    public func setting(of node: Node) -> NodeSetting {
        switch self {
        case .name: .name(node.name)
        case .listenPort: .listenPort(node.listenPort)
        case .persistentKeepalive: .persistentKeepalive(node.persistentKeepalive)
        case .mtu: .mtu(node.mtu)
        case .pinnedEndpoint: .pinnedEndpoint(node.pinnedEndpoint)
        case .udpHolePunching: .udpHolePunching(node.options.udpHolePunching)
        case .dnsOn: .dnsOn(node.options.dnsOn)
        case .roaming: .roaming(node.options.roaming)
        }
    }
}

extension NodeSetting: CustomStringConvertible {
    /// The value alone.
    public var description: String {
        switch self {
        case .name(let name): "\(name)"
        case .listenPort(let port): "\(port)"
        case .persistentKeepalive(let keepalive): "\(keepalive)"
        case .mtu(let mtu): "\(mtu)"
        case .pinnedEndpoint(let endpoint): endpoint?.description ?? "detected"
        case .udpHolePunching(let isOn), .dnsOn(let isOn), .roaming(let isOn): isOn ? "on" : "off"
        case .foreign(let field): field.rawValue
        }
    }
}
