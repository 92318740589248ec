internal import NetmakerCore
internal import NetmakerStore

extension StoreConformance {
    /// What is kept of directories and networks.
    static let objects = [
        Check("begins with an empty directory and no network") { store in
            try await expect(store.directory(), equals: Directory())
            try await expect(store.networks(), equals: [])
            try await expect(store.snapshot(of: Samples.networkName()) == nil, equals: true)
            try await expect(store.removedNodes(), equals: [])
        },
        Check("keeps the directory as it was put") { store in
            let history = History()
            try await history.commit(
                to: store, .directory,
                [
                    .putServer(ServerIdentity(id: ServerID(rawValue: 7), createdAt: Samples.time)),
                    .putUser(Samples.user()), .putLoginSession(Samples.loginSession(1)),
                    .putLoginSession(Samples.loginSession(2)),
                ])
            try await history.commit(to: store, .directory, [.removeLoginSession(Samples.loginSession(1).id)])
            try await expect(store.directory(), equals: history.truth.directory)
        },
        Check("keeps roles and API tokens as they were put") { store in
            let history = History()
            let bob = Samples.user("bob", role: .networkAdmin(of: [harbor.name], commands: .granted))
            try await history.commit(
                to: store, .directory,
                [
                    .putUser(Samples.user()), .putUser(bob), .putAPIToken(Samples.apiToken(1)),
                    .putAPIToken(Samples.apiToken(2, of: "bob", access: .readOnly, networks: [harbor.name])),
                    .putAPIToken(Samples.apiToken(3, expiresAt: Samples.time)),
                ])
            let demoted = Samples.user("bob", role: .networkAdmin(of: []))
            try await history.commit(
                to: store, .directory, [.putUser(demoted), .removeAPIToken(Samples.apiToken(1).id)])
            try await expect(store.directory(), equals: history.truth.directory)
        },
        Check("keeps a network with its nodes and keys as they were put") { store in
            let history = try await History(harborIn: store)
            try await history.commit(
                to: store, harbor.aggregate,
                [.putAccessKey(Samples.accessKey(1, uses: .remaining(3))), .putNode(Samples.node(1))])
            var moved = Samples.node(1)
            moved.observedIPv4 = IPv4Address(rawValue: 0xC000_0201)
            moved.pinnedEndpoint = try Endpoint(parsing: "[2001:db8::7]:51822")
            try await history.commit(to: store, harbor.aggregate, [.putNode(moved), .putNode(Samples.node(2))])
            try await expect(store.networks(), equals: [harbor.name])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("keeps custom names as they were put, and of each the last") { store in
            let history = try await History(harborIn: store)
            let alias = DNSRecord(
                network: harbor.name, name: Samples.dnsRecord("www").name, target: .node(Samples.nodeID(1)),
                createdAt: Samples.time, revision: Revision(2))
            try await history.commit(
                to: store, harbor.aggregate,
                [.putNode(Samples.node(1)), .putDNSRecord(alias), .putDNSRecord(Samples.dnsRecord("db.eu"))])
            try await history.commit(
                to: store, harbor.aggregate,
                [.putDNSRecord(Samples.dnsRecord("db.eu", ["2001:db8::9"])), .putDNSRecord(Samples.dnsRecord("gone"))])
            try await history.commit(
                to: store, harbor.aggregate, [.removeDNSRecord(Samples.dnsRecord("gone").name)])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
            try await expect(store.snapshot(of: harbor.name)?.dnsRecords.count, equals: 2)
        },
        Check("keeps a network's external clients as they were put, moved and removed") { store in
            let history = try await History(harborIn: store)
            let client = Samples.client(1)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .putNode(Samples.gateway(1)), .putNode(Samples.gateway(2)), .putClient(client),
                    .putClient(Samples.client(2)),
                ])
            var moved = client
            moved.gateway = Samples.nodeID(2)
            moved.allowedRanges = [Samples.prefix("192.168.7.0/24")]
            moved.expiresAt = Samples.time + .seconds(60)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .removeClient(RemovedClient(client, at: Samples.time)), .putClient(moved),
                    .removeClient(RemovedClient(Samples.client(2), at: Samples.time)),
                ])
            try await expect(store.snapshot(of: harbor.name), equals: history.truth.networks[harbor.name])
        },
        Check("lets the addresses of external clients rest that were removed") { store in
            let history = try await History(harborIn: store)
            var client = Samples.client(1)
            client.ipv4 = IPv4Address(rawValue: 0x0A0A_0001)
            try await history.commit(to: store, harbor.aggregate, [.putClient(client)])
            try await history.commit(
                to: store, harbor.aggregate, [.removeClient(RemovedClient(client, at: Samples.time))])
            let next = try await store.snapshot(of: harbor.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.2")
        },
        Check("remembers nodes that were removed, with their addresses resting") { store in
            let history = try await History(harborIn: store)
            try await history.commit(to: store, harbor.aggregate, [.putNode(Samples.node(1))])
            let removed = RemovedNode(Samples.node(1), reason: .left, at: Samples.time)
            try await history.commit(to: store, harbor.aggregate, [.removeNode(removed)])
            try await expect(store.removedNodes(), equals: [removed])
            let next = try await store.snapshot(of: harbor.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.2")
        },
        Check("forgets a network that was removed, and lets its name be taken again") { store in
            let history = try await History(harborIn: store)
            try await history.commit(
                to: store, harbor.aggregate,
                [
                    .putNode(Samples.node(1)), .putAccessKey(Samples.accessKey(1)), .putDNSRecord(Samples.dnsRecord()),
                ])
            let removed = RemovedNode(Samples.node(1), reason: .networkDeleted, at: Samples.time)
            try await history.commit(to: store, harbor.aggregate, [.removeNode(removed), .removeNetwork])
            try await expect(store.networks(), equals: [])
            let again = Samples.network(epoch: 2)
            try await history.commit(to: store, again.aggregate, [.putNetwork(again)])
            try await expect(store.snapshot(of: again.name), equals: NetworkState(again, revision: Revision(1)))
            // What rested in the network's former life does not rest in this one.
            let next = try await store.snapshot(of: again.name)?.nextAddresses(now: Samples.time + .seconds(1))
            try expect(next?.ipv4?.description, equals: "10.10.0.1")
        },
    ]
}
