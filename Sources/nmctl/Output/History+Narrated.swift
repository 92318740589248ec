internal import NetmakerAPI
internal import NetmakerCore

extension ChangeResource: Narrated {
    var lines: [String] {
        let actor = actorName.map { "\(self.actor) (\($0))" } ?? self.actor
        let place = network.map { "\($0) " } ?? "server "
        let shown = objects.flatMap(\.lines).map { "  " + $0 }
        let hidden = stepCount > Self.largestObjectCount && objects.count == Self.largestObjectCount
        return ["\(place)\(revision)  \(time.sentence)  \(actor)"] + shown
            + (hidden ? ["  ... and more: nmctl network diff shows them all"] : [])
    }

    var identifier: String { network.map { "\($0)/\(revision)" } ?? "\(revision)" }
}

extension DifferenceResource: Narrated {
    var lines: [String] {
        guard !objects.isEmpty else { return ["network \(network) is the same at \(from) and at \(to)"] }
        return ["network \(network), revision \(from) to \(to)"] + objects.flatMap(\.lines)
    }

    var identifier: String { objects.compactMap { $0.name ?? $0.id }.joined(separator: "\n") }
}

extension ObjectChange {
    /// The object, and under it each field: what it held, and what it holds.
    fileprivate var lines: [String] {
        let known = [name, name == nil || kind == .apiToken ? id : nil].compactMap(\.self).joined(separator: " ")
        return ["\(deed.rawValue) \(kind.sentence) \(known)"]
            + fields.flatMap { field in
                [
                    field.before.map { "  - \(field.field): \($0)" },
                    field.after.map { "  + \(field.field): \($0)" },
                ].compactMap(\.self)
            }
    }
}

extension ObjectKind {
    /// For people.
    fileprivate var sentence: String {
        switch self {
        case .network: "network"
        case .node: "node"
        case .accessKey: "key"
        case .dnsRecord: "name"
        case .client: "client"
        case .user: "user"
        case .session: "session"
        case .apiToken: "token"
        case .server: "server"
        }
    }
}
