import FoundationEssentials
import Glibc
import Testing

extension `The programs` {
    @Test func `finish a join whose answer was lost, as the same node and for one use`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey(uses: "1")
            let machine = mesh.machines[0]
            _ = try await ForgetfulProxy(in: mesh)
            func join() async throws -> CommandOutcome {
                try await machine.netclient(
                    "join", "--network", Mesh.network, "--server", "\(World.serverAddress):\(ForgetfulProxy.port)",
                    "--pin", mesh.pin, "--key", key.key)
            }

            // The server admits the machine, which is never told.
            let lost = try await join()
            #expect(lost.exitStatus == 4)
            #expect(lost.complaints.contains("join again with the same token"))
            let admitted = try #require(try await mesh.nodes().first)
            #expect(try await machine.files(in: "/etc/netclient") == ["nettoken-mesh.joining"])
            #expect(try await mesh.uses(of: key) == 1)

            // The key has no use left, and needs none.
            #expect(try await join().exitStatus == 0)
            #expect(try await mesh.nodes().map(\.id) == [admitted.id])
            #expect(try await mesh.uses(of: key) == 1)
            #expect(try await !machine.files(in: "/etc/netclient").contains("nettoken-mesh.joining"))
            let status: StatusView = try await machine.netclient("status", "-n", "mesh", "-o", "json").decoded()
            #expect(status.node == admitted.id)
        }
    }

    @Test func `finish or undo a join that was killed, whenever that was`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let machine = mesh.machines[0]
            let before = try await machine.interfaces()

            let moments = [
                "etc/netclient/nettoken-mesh.joining", "etc/netclient/wgkey-mesh", "run/wireguard/nm-mesh.sock",
            ]
            for moment in moments {
                for isFinished in [true, false] {
                    let key = try await mesh.createKey(uses: "1")
                    try await mesh.killJoin(of: machine, with: key, when: moment)
                    if isFinished {
                        // Either it was far enough to be a membership, which a pull brings up, or the next one finishes
                        // it.
                        if try await machine.files(in: "/etc/netclient").contains("nettoken-mesh") {
                            #expect(try await machine.netclient("pull", "-n", "mesh").exitStatus == 0)
                        } else {
                            #expect(try await mesh.join(machine, with: key).exitStatus == 0)
                        }
                        #expect(try await mesh.nodes().count == 1)
                        #expect(try await mesh.uses(of: key) == 1)
                        #expect(try await machine.device().listenPort == 51821)
                    }
                    if try await !machine.files(in: "/etc/netclient").isEmpty {
                        #expect(try await machine.netclient("leave", "-n", "mesh").exitStatus == 0)
                    }
                    #expect(try await machine.files(in: "/etc/netclient") == [])
                    #expect(try await machine.interfaces() == before)
                    #expect(try machine.wireGuardProcess == nil)
                    // Of a join that nobody finished the server may have a node, which an admin can see and remove.
                    for node in try await mesh.nodes() {
                        #expect(!isFinished)
                        #expect(try await mesh.nmctl("node", "remove", "mesh", node.id).exitStatus == 0)
                    }
                }
            }
        }
    }
}

extension Mesh {
    /// How many machines the key has admitted.
    fileprivate func uses(of key: NewKey) async throws -> Int? {
        struct Key: Decodable {
            let id: String
            let usedCount: Int
        }
        let keys: [Key] = try await nmctl("key", "list", Self.network, "-o", "json").decoded()
        return keys.first { $0.id == key.id }?.usedCount
    }

    /// Starts a join, and kills it as soon as a file appears on the machine.
    fileprivate func killJoin(of machine: WorldMachine, with key: NewKey, when file: String) async throws {
        let join = try await machine.namespace.start(
            [Installation.program("netclient"), "join", "--token-file", tokenFile(key), "--daemon", "off"],
            log: world.folder + "/join-\(key.id).log")
        let path = "/proc/\(machine.namespace.keeper)/root/\(file)"
        let deadline = ContinuousClock.now + .seconds(20)
        var isThere = FileManager.default.fileExists(atPath: path)
        while !isThere, ContinuousClock.now < deadline {
            // What is looked for may be there for a millisecond only.
            try await Task.sleep(for: .microseconds(200))
            isThere = FileManager.default.fileExists(atPath: path)
        }
        let status = try await join.stop(SIGKILL)
        let said = try join.said
        #expect(isThere, "\(file) was not seen: \(said)")
        // One that ends on its own before that is killed by nobody.
        #expect(status == nil, "at \(file) the join was over: \(said)")
    }
}
