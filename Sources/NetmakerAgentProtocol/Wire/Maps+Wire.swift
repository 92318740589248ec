internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension MapChunk {
    init(_ wire: WireMapChunk) throws(MalformedField) {
        self.init(
            epoch: Epoch(rawValue: wire.epoch), revision: Revision(wire.revision),
            records: try EncodedPeerRecord.records("records", wire.records),
            dnsEntries: try DNSEntry.entries("dns_entries", wire.dnsEntries),
            digest: wire.isLast ? try MapDigest(wire: wire.digest) : nil)
    }

    var wire: WireMapChunk {
        WireMapChunk.with {
            $0.epoch = epoch.rawValue
            $0.revision = revision.rawValue
            $0.records = records.map(\.data)
            $0.dnsEntries = dnsEntries.map(\.wire)
            if let digest {
                $0.isLast = true
                $0.digest = digest.rawValue.wire
            }
        }
    }
}

extension EncodedMapDelta {
    init(_ wire: WireMapDelta) throws(MalformedField) {
        guard wire.from <= wire.to else {
            throw MalformedField("to", message: "it is \(wire.to), before \(wire.from)")
        }
        self.init(
            epoch: Epoch(rawValue: wire.epoch), from: Revision(wire.from), to: Revision(wire.to),
            changed: try EncodedPeerRecord.records("changed", wire.changed),
            removed: wire.removed.map(NodeID.init(rawValue:)),
            dnsChanged: try DNSEntry.entries("dns_changed", wire.dnsChanged),
            dnsRemoved: try parts("dns_removed", wire.dnsRemoved, limit: .max) { name throws(MalformedField) in
                try field("") { () throws(ModelError) in try DNSRecordName(parsing: name) }
            }, digest: try MapDigest(wire: wire.digest))
    }

    var wire: WireMapDelta {
        WireMapDelta.with {
            $0.epoch = epoch.rawValue
            $0.from = from.rawValue
            $0.to = to.rawValue
            $0.changed = changed.map(\.data)
            $0.removed = removed.map(\.rawValue)
            $0.dnsChanged = dnsChanged.map(\.wire)
            $0.dnsRemoved = dnsRemoved.map(\.description)
            $0.digest = digest.rawValue.wire
        }
    }
}

extension EncodedPeerRecord {
    /// As many as fit a frame.
    fileprivate static func records(_ name: String, _ wire: [Data]) throws(MalformedField) -> [EncodedPeerRecord] {
        try parts(name, wire, limit: .max) { data throws(MalformedField) in try EncodedPeerRecord(data: data) }
    }
}
