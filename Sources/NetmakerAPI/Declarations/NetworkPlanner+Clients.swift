internal import NetmakerCore

extension NetworkPlanner {
    /// Deletes clients that are to be no more, and those that are to have other addresses: they have theirs for life.
    mutating func deleteClients() throws(ModelError) {
        let moved = try movedClients()
        for client in objects(.client, in: now) {
            guard let wanted = target[client] else {
                delete(client, .deleteClient)
                continue
            }
            let isMoved = DeclaredKind.addressFields.contains { wanted[$0] != nil && wanted[$0] != moved[client]?[$0] }
            guard isMoved else { continue }
            delete(
                client, .deleteClient,
                remark: "it is made anew, since a client has its address for life; its device needs the file again")
        }
    }

    /// The clients as they are when the network has its ranges.
    private func movedClients() throws(ModelError) -> [DeclaredObject: DeclaredFields] {
        guard let old = now[.network(network)], let new = target[.network(network)] else { return now }
        let move = DeclaredMove(
            from: try AddressRanges(old, of: network), to: try AddressRanges(new, of: network))
        var moved: [DeclaredObject: DeclaredFields] = [:]
        for client in objects(.client, in: now) {
            moved[client] = move.former == move.ranges ? now[client] : try now[client].map(move.applied)
        }
        return moved
    }

    /// Changes clients, their names in an order in which each is free when its turn comes.
    mutating func changeClients() throws(ModelError) {
        let changed = objects(.client, in: now).filter { client in
            !difference(client, DeclaredKind.clientFields).changes.isEmpty
        }
        var moves: [TurnTaking<DeclaredObject, JSONValue>.Move] = []
        for client in changed {
            let (from, to) = (now[client]?["name"], target[client]?["name"])
            moves.append(.init(mover: client, from: Set([from].compactMap(\.self)), to: Set([to].compactMap(\.self))))
        }
        for turn in TurnTaking(moves).turns {
            switch turn {
            case .move(let client):
                try change(client, DeclaredKind.clientFields) { difference throws(ModelError) in
                    .updateClient(try difference.request())
                }
            case .stepAside(let client):
                var wanted = now[client]
                wanted?["name"] = .string(try freeName().description)
                try change(
                    client, ["name"], to: wanted, remark: "for a moment, since clients exchange their names"
                ) { difference throws(ModelError) in .updateClient(try difference.request()) }
            }
        }
    }

    /// A name that nobody has or wants.
    private func freeName() throws(ModelError) -> NodeName {
        var taken: Set<DNSRecordName> = []
        for (object, fields) in Array(now) + Array(target) {
            if let name = try Claims.name(of: object, fields) { taken.insert(name) }
        }
        var number = 1
        while true {
            let name = try NodeName(parsing: "renamed-\(number)")
            if !taken.contains(DNSRecordName(name)) { return name }
            number += 1
        }
    }

    mutating func createClients() throws(ModelError) {
        for client in objects(.client, in: target) where now[client] == nil {
            guard case .client(let key, _) = client else { continue }
            // Whether it is let in is said of one that is there.
            let fields = client.kind.fields.filter { $0 != "access" }
            try create(client, fields) { given throws(ModelError) in
                .createClient(
                    try RequestFields.read(
                        from: given.merging(["publicKey": .string(key.description)]) { $1 }, at: client.path))
            }
            guard target[client]?["access"] == .string(UpdateClientRequest.Access.disabled.rawValue) else { continue }
            try change(client, ["access"]) { difference throws(ModelError) in
                .updateClient(try difference.request())
            }
        }
    }
}
