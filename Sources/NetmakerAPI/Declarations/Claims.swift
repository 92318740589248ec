internal import NetmakerCore

/// What only one object of a network may have: a name, an address, a range.
enum Claims {
    /// - Throws: `ModelError.Code.conflict` that names the field by its path, and the other who has it.
    static func requireApart(_ objects: [DeclaredObject: DeclaredFields]) throws(ModelError) {
        for (network, members) in Dictionary(grouping: objects.keys.sorted(), by: \.network) where network != nil {
            var (names, addresses) = ([DNSRecordName: DeclaredObject](), [IPAddress: DeclaredObject]())
            var ranges: [(range: IPPrefix, object: DeclaredObject, field: String)] = []
            for object in members {
                let fields = objects[object] ?? DeclaredFields()
                if let name = try name(of: object, fields) {
                    if let other = names.updateValue(object, forKey: name) {
                        throw conflict("\(name)", of: object, "name", with: other, objects)
                    }
                }
                if case .network = object {
                    for field in DeclaredKind.rangeFields {
                        if let range = try fields.value(field, as: IPPrefix.self) {
                            ranges.append((range, object, field))
                        }
                    }
                    continue
                }
                for address in try fields.addresses {
                    if let other = addresses.updateValue(object, forKey: address) {
                        let field = address.bitWidth == 32 ? "ipv4" : "ipv6"
                        throw conflict("\(address)", of: object, field, with: other, objects)
                    }
                }
                ranges += try fields.egressRanges.map { ($0, object, "egress.ranges") }
                ranges += try fields.allowedRanges.map { ($0, object, "allowedRanges") }
            }
            // In order, what overlaps a range stands next to it or within it.
            ranges.sort { $0.range < $1.range }
            for (wide, narrow) in zip(ranges, ranges.dropFirst()) where wide.range.overlaps(narrow.range) {
                let (first, second) = narrow.object < wide.object ? (narrow, wide) : (wide, narrow)
                throw conflict(
                    "\(second.range)", of: second.object, second.field, with: first.object, objects,
                    verb: "overlaps \(first.range) of")
            }
        }
    }

    /// What an object is called in its network's zone; nil for one that has no name there.
    static func name(of object: DeclaredObject, _ fields: DeclaredFields) throws(ModelError) -> DNSRecordName? {
        switch object {
        case .node(let name, _): DNSRecordName(name)
        case .client: try fields.value("name", as: NodeName.self).map(DNSRecordName.init)
        case .dnsRecord(let name, _): name
        case .network, .user: nil
        }
    }

    private static func conflict(
        _ value: String, of object: DeclaredObject, _ field: String, with other: DeclaredObject,
        _ objects: [DeclaredObject: DeclaredFields], verb: String = "is that of"
    ) -> ModelError {
        ModelError(
            .conflict, field: "\(object.path).\(field)",
            message: "\(value) \(verb) \(other.title(objects[other])) as well",
            remedy: "give it to one of them alone, or delete the other with --prune")
    }
}

extension DeclaredObject {
    /// For people: "client phone of harbor".
    func title(_ fields: DeclaredFields?) -> String {
        var name = key
        if case .client = self, case .string(let text)? = fields?["name"] { name = text }
        switch self {
        case .network, .user: return "\(kind.noun) \(name)"
        case .node(_, let network), .client(_, let network), .dnsRecord(_, let network):
            return "\(kind.noun) \(name) of \(network)"
        }
    }
}
