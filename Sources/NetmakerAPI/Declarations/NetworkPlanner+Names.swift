internal import NetmakerCore

extension NetworkPlanner {
    /// Deletes names that are to be no more: others may want them.
    mutating func delete(_ kind: DeclaredKind) throws(ModelError) {
        for record in objects(kind, in: now) where target[record] == nil { delete(record, .deleteDNSRecord) }
    }

    /// Changes names, and makes those that are not there yet: nobody else has them any more.
    mutating func changeNames() throws(ModelError) {
        for record in objects(.dnsRecord, in: target) {
            guard now[record] != nil else {
                try createName(record)
                continue
            }
            try change(record, record.kind.fields) { difference throws(ModelError) in
                .updateDNSRecord(
                    try RequestFields.read(from: DeclaredFields(difference.values).filled, at: record.path))
            }
        }
    }

    private mutating func createName(_ record: DeclaredObject) throws(ModelError) {
        try create(record, record.kind.fields) { fields throws(ModelError) in
            .createDNSRecord(
                try RequestFields.read(
                    from: fields.merging(["name": .string(record.key)]) { $1 }, at: record.path))
        }
    }
}
