internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeReport {
    /// The most local addresses a report may hold; the server keeps fewer.
    static let maximumAddresses = 64

    init(_ wire: WireNodeReport) throws(MalformedField) {
        self.init(
            listenPort: try ListenPort(wire: wire.listenPort, field: "listen_port"),
            interface: try field("interface") { () throws(ModelError) in try InterfaceName(parsing: wire.interface) },
            mtu: try field("mtu") { () throws(ModelError) in try MTU(Int(wire.mtu)) },
            localAddresses: try parts("local_addresses", wire.localAddresses, limit: Self.maximumAddresses) {
                wire throws(MalformedField) in try InterfaceAddress(wire)
            },
            pinnedEndpoint: try Self.update(wire),
            facts: NodeFacts(wire.facts),
            nextPublicKey: try PublicKey(wire: wire.nextPublicKey, field: "next_public_key"),
            claims: NodeField.claimed(in: wire))
    }

    private static func update(_ wire: WireNodeReport) throws(MalformedField) -> Update<Endpoint> {
        guard wire.hasPinnedEndpoint else { return .keep }
        guard wire.pinnedEndpoint.hasSet else { return .clear }
        return .set(
            try part("pinned_endpoint.set") { () throws(MalformedField) in try Endpoint(wire.pinnedEndpoint.set) })
    }

    var wire: WireNodeReport {
        WireNodeReport.with {
            $0.listenPort = UInt32(listenPort.rawValue)
            $0.interface = interface.description
            $0.mtu = UInt32(mtu.rawValue)
            $0.localAddresses = localAddresses.prefix(Self.maximumAddresses).map(\.wire)
            switch pinnedEndpoint {
            case .keep: break
            case .set(let endpoint): $0.pinnedEndpoint = WireEndpointUpdate.with { $0.set = endpoint.wire }
            case .clear: $0.pinnedEndpoint = WireEndpointUpdate()
            }
            $0.facts = facts.wire
            if let nextPublicKey { $0.nextPublicKey = Data(nextPublicKey.bytes) }
        }
    }
}

extension NodeFacts {
    /// Any text is taken: the value bounds it and takes out what does not print.
    init(_ wire: WireNodeFacts) {
        self.init(
            hostname: wire.hostname, operatingSystem: wire.operatingSystem, architecture: wire.architecture,
            version: wire.version, backend: wire.backend,
            commandTrouble: wire.commandTrouble.isEmpty ? nil : wire.commandTrouble)
    }

    var wire: WireNodeFacts {
        WireNodeFacts.with {
            $0.hostname = hostname
            $0.operatingSystem = operatingSystem
            $0.architecture = architecture
            $0.version = version
            $0.backend = backend
            $0.commandTrouble = commandTrouble ?? ""
        }
    }
}
