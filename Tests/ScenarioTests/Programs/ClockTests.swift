import FoundationEssentials
import NetmakerCore
import Subprocess
import Testing

extension `The programs` {
    @Test(.enabled(if: Installation.fakeTime != nil, "needs libfaketime"))
    func `go on while the server's clock is set a day ahead, two back and one ahead again`() async throws {
        try await Mesh.running(machines: 3) { mesh in
            let clock = try ServerClock(in: mesh)
            _ = try await mesh.startServer(under: clock.command)
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let (first, second, third) = (mesh.machines[0], mesh.machines[1], mesh.machines[2])
            let key = try await mesh.createKey()
            for machine in [first, second] { _ = try await mesh.join(machine, with: key).printed() }
            let agents = [try await first.startAgent(), try await second.startAgent()]
            try await mesh.allHaveEverything()

            for (number, days) in [1, -1, 0].enumerated() {
                try clock.set(days)
                // The operator logs in: the session of before may be over, as sessions are after a day.
                let login = try await mesh.nmctl(
                    "login", "--server", mesh.url, "--pin", mesh.pin, "--user", "admin",
                    "--password-file", mesh.passwordFile)
                #expect(login.exitStatus == 0)
                #expect(try await mesh.daysAhead == days)

                // A change is in force everywhere.
                let port = 51900 + number
                #expect(try await mesh.move(second, toPort: port).exitStatus == 0)
                #expect(try await second.device().listenPort == port)
                #expect(try await first.device().peers.map(\.endpoint) == ["\(second.address):\(port)"])

                // A machine joins with an old key, is told to the others, and leaves.
                #expect(try await mesh.join(third, with: key).exitStatus == 0)
                try await eventually("node1 has a new peer") { try await first.device().peers.count == 2 }
                #expect(try await third.netclient("leave", "-n", "mesh").exitStatus == 0)
                try await eventually("node1 has lost it") { try await first.device().peers.count == 1 }
            }

            // All in one session.
            for agent in agents { #expect(try agent.said.split(separator: " Connected").count == 2) }
        }
    }
}

extension `The programs` {
    @Test(.enabled(if: Installation.fakeTime != nil, "needs libfaketime"))
    func `join and stay where it is 1970, or 2100`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let key = try await mesh.createKey()
            for (machine, year) in zip(mesh.machines, ["1970", "2100"]) {
                let clock = fakeClock("FAKETIME=@\(year)-01-02 03:04:05")
                let join = try await machine.namespace.run(
                    clock + [
                        Installation.program("netclient"), "join", "--token-file", mesh.tokenFile(key), "--daemon",
                        "off",
                    ])
                #expect(join.exitStatus == 0, "\(join)")
                let agent = try await machine.startAgent(under: clock)
                try await agent.says("\(year)-01-0")
                // A board that was off has no other time when it comes back.
                try await agent.says(" Connected")
                #expect(try await agent.stop() == 0)
                _ = try await machine.startAgent(under: clock)
            }
            try await mesh.allHaveEverything()
            try await mesh.machines[0].reaches("10.20.0.2")
        }
    }
}

/// Has the program that follows see another clock: the one on the wall alone, since no other can be set. Not by the
/// environment of what enters its namespace, which would share memory with it that is not there.
private func fakeClock(_ settings: String...) -> [String] {
    ["env", "LD_PRELOAD=\(Installation.fakeTime ?? "")", "FAKETIME_DONT_FAKE_MONOTONIC=1"] + settings
}

/// The clock that a server sees.
private struct ServerClock {
    private let file: String

    init(in mesh: Mesh) throws {
        file = mesh.world.folder + "/clock"
        try set(0)
    }

    /// Makes a program see this clock.
    var command: [String] { fakeClock("FAKETIME_TIMESTAMP_FILE=\(file)", "FAKETIME_NO_CACHE=1") }

    /// Sets it so many days ahead of what it should be.
    func set(_ days: Int) throws {
        try Data("\(days < 0 ? "" : "+")\(days)d\n".utf8).write(to: URL(filePath: file), options: .atomic)
    }
}

extension Mesh {
    /// By how many days the server's clock is ahead of ours.
    fileprivate var daysAhead: Int {
        get async throws {
            struct Created: Decodable {
                struct AccessKey: Decodable {
                    let createdAt: Timestamp
                }
                let accessKey: AccessKey
            }
            let key: Created = try await nmctl("key", "create", Self.network, "-o", "json").decoded()
            let seconds = key.accessKey.createdAt.duration(since: SystemWallClock().now).components.seconds
            return Int((Double(seconds) / 86_400).rounded())
        }
    }
}
