internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeDNS {
    /// The zones that a network has, and room for a later release.
    private static let maximumZones = 16

    init(_ wire: WireDNSConfiguration) throws(MalformedField) {
        let zones = try parts("zones", wire.zones, limit: Self.maximumZones) { zone throws(MalformedField) in
            try field("") { () throws(ModelError) in try DomainName(parsing: zone) }
        }
        guard !zones.isEmpty else { throw .missing("zones") }
        let servers = try parts("servers", wire.servers, limit: DNSServers.maximumCount) {
            server throws(MalformedField) in try IPAddress(server)
        }
        self.init(
            zones: zones,
            servers: servers.isEmpty
                ? nil : try field("servers") { () throws(ModelError) in try DNSServers(servers) })
    }

    var wire: WireDNSConfiguration {
        WireDNSConfiguration.with {
            $0.zones = zones.map(\.description)
            $0.servers = servers?.addresses.map(\.wire) ?? []
        }
    }
}

extension DNSEntry {
    init(_ wire: WireDNSEntry) throws(MalformedField) {
        let addresses = try parts("addresses", wire.addresses, limit: DNSAddresses.maximumCount) {
            address throws(MalformedField) in try IPAddress(address)
        }
        guard wire.nodeID == 0 || addresses.isEmpty else {
            throw MalformedField("node_id", message: "there are addresses as well")
        }
        self.init(
            name: try field("name") { () throws(ModelError) in try DNSRecordName(parsing: wire.name) },
            target: wire.nodeID == 0
                ? .addresses(try field("addresses") { () throws(ModelError) in try DNSAddresses(addresses) })
                : .node(NodeID(rawValue: wire.nodeID)))
    }

    /// As many as fit a frame.
    static func entries(_ name: String, _ wire: [WireDNSEntry]) throws(MalformedField) -> [DNSEntry] {
        try parts(name, wire, limit: .max) { entry throws(MalformedField) in try DNSEntry(entry) }
    }

    var wire: WireDNSEntry {
        WireDNSEntry.with {
            $0.name = name.description
            switch target {
            case .addresses(let addresses): $0.addresses = addresses.all.map(\.wire)
            case .node(let id): $0.nodeID = id.rawValue
            }
        }
    }
}
