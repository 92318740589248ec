internal import NetmakerAPI
internal import NetmakerCore

/// An object of the truth as people read it: its fields as texts, named as the REST interface names them. Secrets and
/// their hashes are not in it.
struct ReadableObject: Hashable {
    /// A field that holds nothing is left out.
    var fields: [String: String]
    /// What may change and never be read; nil where there is no such thing.
    var password: PasswordHash?

    init(fields: [String: String], password: PasswordHash? = nil) {
        self.fields = fields.filter { !$0.value.isEmpty }
        self.password = password
    }

    /// What a step puts; nil for one that removes something.
    init?(_ mutation: Mutation) {
        switch mutation {
        case .putServer(let server): self.init(server)
        case .putUser(let user): self.init(user)
        case .putLoginSession(let session): self.init(session)
        case .putAPIToken(let token): self.init(token)
        case .putNetwork(let network): self.init(network)
        case .putNode(let node): self.init(node)
        case .putAccessKey(let key): self.init(key)
        case .putDNSRecord(let record): self.init(record)
        case .putClient(let client): self.init(client)
        case .removeUser, .removeLoginSession, .removeAPIToken, .removeNetwork, .removeNode, .removeAccessKey,
            .removeDNSRecord, .removeClient:
            return nil
        }
    }

    /// What is shown of a field that may not be read.
    static let hidden = "(not shown)"

    /// The fields that differ, in the order of their names.
    ///
    /// - Parameters:
    ///   - old: nil where there was none.
    ///   - new: nil where there is none any more.
    static func difference(from old: ReadableObject?, to new: ReadableObject?) -> [FieldChange] {
        let (before, after) = (old?.fields ?? [:], new?.fields ?? [:])
        var changes = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.map { name in
            FieldChange(field: name, before: before[name], after: after[name])
        }
        if let old, let new, old.password != new.password {
            changes.append(FieldChange(field: "password", before: hidden, after: hidden))
        }
        return changes.sorted { $0.field < $1.field }
    }
}
