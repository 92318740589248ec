internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// What happened to one object since somebody read it: for the answer to a change that came too late.
struct ObjectHistory: Sendable {
    /// Reads the log, and tells of what cannot be read.
    let controlPlane: ControlPlane

    /// The most revisions of a network that are read for one answer. Who read the object so long ago reads it anew.
    static let longestReach: UInt64 = 256

    /// An object that has revisions of its own.
    enum Object: Sendable {
        case network
        case node(NodeID)
        case accessKey(AccessKeyID)
        case dnsRecord(DNSRecordName)
        case client(ExternalClientID)
    }

    /// - Parameters:
    ///   - revision: the one the asker had seen.
    ///   - current: where the network stands.
    /// - Returns: nil when the change log no longer tells, or too much has happened.
    func changes(
        of object: Object, in network: Network, since revision: Revision, current: Revision
    ) async throws(StoreError) -> [Problem.Change]? {
        // One further back, for the row that made the object what the asker saw.
        let start = Revision(max(revision.rawValue, 1) - 1)
        guard start <= current, current.rawValue - start.rawValue <= Self.longestReach else { return nil }
        guard let entries = try await controlPlane.changes(of: network.aggregate, after: start) else { return nil }
        touch(entries.count)
        var fields: [String: String]?
        var changes: [Problem.Change] = []
        for entry in entries {
            for mutation in entry.mutations {
                guard let new = Self.fields(of: object, in: mutation) else { continue }
                if entry.revision > revision {
                    changes.append(
                        Problem.Change(
                            revision: entry.revision, time: entry.time, actor: entry.actor, from: fields ?? [:],
                            to: new))
                }
                fields = new
            }
        }
        return changes
    }

    /// The object's fields as this step leaves them, named as the interface names them, without those that hold
    /// nothing; nil when it is about another.
    private static func fields(of object: Object, in mutation: Mutation) -> [String: String]? {
        let texts: [String: String]? =
            switch (object, mutation) {
            case (.network, .putNetwork(let network)):
                [
                    "displayName": network.displayName, "ipv4Range": network.ranges.ipv4.text,
                    "ipv6Range": network.ranges.ipv6.text, "listenPort": network.defaults.listenPort.description,
                    "persistentKeepalive": network.defaults.persistentKeepalive.description,
                    "mtu": network.defaults.mtu.description, "dnsSuffix": network.dnsSuffix.text,
                    "dnsServers": network.dnsServers?.addresses.text ?? "",
                ]
            case (.node(let id), .putNode(let node)) where node.id == id:
                [
                    "name": node.name.description, "publicKey": node.publicKey.description, "ipv4": node.ipv4.text,
                    "ipv6": node.ipv6.text, "endpoint": node.pinnedEndpoint.text,
                    "listenPort": node.listenPort.description,
                    "persistentKeepalive": node.persistentKeepalive.description, "mtu": node.mtu.description,
                    "interface": node.interface.description,
                    "localAddresses": node.localAddresses.map(\.description).joined(separator: " "),
                    "observedAddresses": [node.observedIPv4.text, node.observedIPv6.text].filter { !$0.isEmpty }
                        .joined(separator: " "),
                    "machine": node.facts.text, "egress": node.roles.egress?.text ?? "",
                    "ingress": node.roles.ingress?.text ?? "",
                    "relay": node.roles.relay.map { "marked at \($0.markedAt)" } ?? "",
                    "allowedRanges": node.allowedRanges.text,
                ]
            case (.accessKey(let id), .putAccessKey(let key)) where key.id == id:
                ["uses": AccessKeyUses(key.uses).description, "usedCount": String(key.usedCount)]
            case (.dnsRecord(let name), .putDNSRecord(let record)) where record.name == name:
                switch record.target {
                case .addresses(let addresses): ["addresses": addresses.all.text]
                case .node(let id): ["node": id.description]
                }
            case (.client(let id), .putClient(let client)) where client.id == id:
                [
                    "name": client.name.description, "publicKey": client.publicKey.description,
                    "ipv4": client.ipv4.text, "ipv6": client.ipv6.text, "gateway": client.gateway.description,
                    "nameServers": client.nameServers.text, "allowedRanges": client.allowedRanges.text,
                    "access": client.access.rawValue, "expiresAt": client.expiresAt.text,
                    "handedOut": client.handedOut.description,
                ]
            default: nil
            }
        return texts?.filter { !$0.value.isEmpty }
    }
}

extension Optional where Wrapped: CustomStringConvertible {
    fileprivate var text: String { self?.description ?? "" }
}

extension [IPPrefix] {
    fileprivate var text: String { map(\.description).joined(separator: " ") }
}

extension [IPAddress] {
    fileprivate var text: String { map(\.description).joined(separator: " ") }
}

extension EgressGateway {
    fileprivate var text: String {
        "\(ranges.text) by \(interface?.description ?? "any interface"), \(translation.rawValue)"
    }
}

extension IngressGateway {
    fileprivate var text: String { nameServers.isEmpty ? "open" : "open, names by \(nameServers.text)" }
}

extension NodeFacts {
    fileprivate var text: String {
        [hostname, operatingSystem, architecture, version, backend].joined(separator: ", ")
    }
}
