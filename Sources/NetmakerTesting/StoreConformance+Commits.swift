internal import NetmakerCore
internal import NetmakerStore

extension StoreConformance {
    /// All of a commit or nothing, on what was seen.
    static let commits = [
        Check("commits the entries of several aggregates as one") { store in
            let history = try await History(harborIn: store)
            let entries = [
                history.entry(.directory, [.putUser(Samples.user())]),
                history.entry(harbor.aggregate, [.putNode(Samples.node(1))]),
            ]
            try await store.commit(entries, expecting: [.directory: .zero, harbor.aggregate: Revision(1)])
            try await expect(store.directory().revision, equals: Revision(1))
            try await expect(store.snapshot(of: harbor.name)?.revision, equals: Revision(2))
        },
        Check("refuses a commit on a revision that is not the aggregate's, and changes nothing") { store in
            let history = try await History(harborIn: store)
            let entries = [
                history.entry(.directory, [.putUser(Samples.user())]),
                history.entry(harbor.aggregate, [.putNode(Samples.node(1))]),
            ]
            try await expectConflict {
                try await store.commit(entries, expecting: [.directory: .zero, harbor.aggregate: Revision(7)])
            }
            try await expect(store.directory(), equals: Directory())
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("refuses a revision that does not follow") { store in
            let history = try await History(harborIn: store)
            let gap = ChangeEntry(
                aggregate: harbor.aggregate, revision: Revision(3), time: Samples.time, actor: "server",
                mutations: [.putNode(Samples.node(1))])
            try await expectConflict { try await store.commit([gap], expecting: [harbor.aggregate: Revision(1)]) }
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("refuses another life of a network that is there") { store in
            _ = try await History(harborIn: store)
            let other = Samples.network(epoch: 2)
            let entry = History().entry(other.aggregate, [.putNetwork(other)])
            try await expectConflict { try await store.commit([entry], expecting: [other.aggregate: .zero]) }
            try await expect(store.snapshot(of: harbor.name)?.network.epoch, equals: harbor.epoch)
        },
    ]
}
