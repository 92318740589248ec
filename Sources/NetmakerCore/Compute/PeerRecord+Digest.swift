extension PeerRecord {
    /// The digest of this record's fields, not of any encoding: two releases that encode a record differently still
    /// agree on it.
    public var digest: MapDigest {
        var fields = CanonicalFields()
        fields.append(id.rawValue)
        fields.append(name.description)
        fields.append(publicKey.bytes)
        fields.append(ipv4.map { .v4($0) })
        fields.append(ipv6.map { .v6($0) })
        fields.append(candidates.pinned)
        fields.append(UInt64(candidates.local.count))
        for local in candidates.local {
            fields.append(local.endpoint)
            fields.append(local.subnet.description)
            fields.append(local.behind)
        }
        fields.append(candidates.observedIPv4)
        fields.append(candidates.observedIPv6)
        // What releases before these did not know is left out where there is none of it: their digests stay right.
        if !ranges.isEmpty {
            fields.append(Later.ranges.rawValue)
            fields.append(UInt64(ranges.count))
            for range in ranges { fields.append(range.description) }
        }
        if let expiresAt {
            fields.append(Later.expiresAt.rawValue)
            fields.append(UInt64(bitPattern: expiresAt.millisecondsSince1970))
        }
        if let nextPublicKey {
            fields.append(Later.nextPublicKey.rawValue)
            fields.append(nextPublicKey.bytes)
        }
        if !clients.isEmpty {
            fields.append(Later.clients.rawValue)
            fields.append(UInt64(clients.count))
            for client in clients {
                fields.append(client.name.description)
                fields.append(client.ipv4.map { .v4($0) })
                fields.append(client.ipv6.map { .v6($0) })
            }
        }
        let ends = clients.map(\.expiresAt)
        if ends.contains(where: { $0 != nil }) {
            fields.append(Later.clientsExpireAt.rawValue)
            for end in ends {
                fields.append(UInt64(end == nil ? 0 : 1))
                fields.append(UInt64(bitPattern: end?.millisecondsSince1970 ?? 0))
            }
        }
        if isRelay { fields.append(Later.isRelay.rawValue) }
        return MapDigest(hashing: fields.bytes)
    }

    /// What begins a field that was added later.
    private enum Later: UInt64 {
        case ranges = 1
        case expiresAt = 2
        case nextPublicKey = 3
        case clients = 4
        case clientsExpireAt = 5
        case isRelay = 20
    }
}
