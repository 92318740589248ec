import Foundation
import HTTPTypes
import Logging
import NetmakerControl
import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `The files for name servers` {
    /// The files of a server with the network harbor, kept by a clock that a test moves.
    struct World: Sendable {
        let agents: AgentWorld
        let clock: VirtualClock
        let files: NameFiles
        let log: LogRecord
        let folder: TemporaryPath

        func text(of name: String) throws -> String {
            try String(contentsOfFile: "\(files.folder)/\(name)", encoding: .utf8)
        }

        func modification(of name: String) throws -> NSDate? {
            try FileManager.default.attributesOfItem(atPath: "\(files.folder)/\(name)")[.modificationDate] as? NSDate
        }

        func create(_ name: String) async throws {
            try await agents.perform(
                CreateDNSRecord(
                    network: AgentWorld.harbor, name: try DNSRecordName(parsing: name),
                    target: .addresses(try DNSAddresses([Samples.address(9)]))))
        }

        /// Lets what was announced be written, when a second is over since the last time.
        func second(_ number: Int) async {
            await clock.waitForSleeper(until: .seconds(number))
        }
    }

    private func with(
        below name: String = "dns", _ body: @escaping @Sendable (World) async throws -> Void
    ) async throws {
        let (folder, clock, log) = (TemporaryPath(), VirtualClock(), LogRecord())
        try await AgentWorld.with { agents in
            let files = NameFiles(
                folder: "\(folder.path)/\(name)", controlPlane: agents.control, clock: clock, wallClock: agents.clock,
                logger: log.logger)
            let world = World(agents: agents, clock: clock, files: files, log: log, folder: folder)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await files.run() }
                defer { group.cancelAll() }
                try await body(world)
            }
        }
    }

    @Test func `are there from the start, whole and readable by everybody`() async throws {
        try await with { world in
            await world.second(1)
            let hosts = try world.text(of: Corefile.hostsFile)
            #expect(hosts == HostsFile([NetworkNames]()).text)
            #expect(try world.text(of: Corefile.emptyZoneFile) == Corefile.emptyZone)
            #expect(
                try world.text(of: Corefile.file)
                    == Corefile([NetworkNames(world.agents.harbor)], folder: world.files.folder).text)
            for name in [Corefile.hostsFile, Corefile.emptyZoneFile, Corefile.file] {
                #expect(try world.folder.mode(of: "dns/\(name)") == 0o644)
            }
            #expect(try world.folder.mode(of: "dns") == 0o755)
        }
    }

    @Test func `are written anew when a name changes, once for all that change in a second`() async throws {
        try await with { world in
            await world.second(1)
            for number in 1...50 { try await world.create("name-\(number)") }
            #expect(world.files.writings == 1)
            world.clock.advance(by: .seconds(1))
            await world.second(2)
            #expect(try world.text(of: Corefile.hostsFile).split(separator: "\n").count == 51)
            #expect(world.files.writings == 2)
        }
    }

    @Test func `are written anew when an external client comes, is renamed and is shut out`() async throws {
        try await with { world in
            await world.second(1)
            func clientsNamed(afterSecond number: Int) async throws -> [String] {
                world.clock.advance(by: .seconds(1))
                await world.second(number + 1)
                let hosts = try world.text(of: Corefile.hostsFile)
                return ["phone.harbor", "tablet.harbor"].filter { hosts.contains($0) }
            }
            let gateway = try await world.agents.join(1).node
            try await world.agents.perform(
                ChangeRoles(
                    network: AgentWorld.harbor, node: gateway,
                    change: RolesChange(ingress: .set(try IngressGateway()))))
            let client = try await world.agents.perform(
                CreateClient(
                    network: AgentWorld.harbor, name: NodeName(adapting: "phone"), publicKey: Samples.publicKey(9),
                    gateway: gateway)
            ).client
            #expect(try await clientsNamed(afterSecond: 1) == ["phone.harbor"])
            for (second, changes, names) in [
                (2, ClientChanges(name: NodeName(adapting: "tablet")), ["tablet.harbor"]),
                (3, ClientChanges(admission: .disabled), []),
            ] {
                try await world.agents.perform(
                    UpdateClient(network: AgentWorld.harbor, client: client.id, changes: changes))
                #expect(try await clientsNamed(afterSecond: second) == names)
            }
        }
    }

    @Test func `are left alone when something else changes than a name`() async throws {
        try await with { world in
            await world.second(1)
            let machine = try await world.agents.join(1)
            world.clock.advance(by: .seconds(1))
            await world.second(2)
            let (writings, before) = (world.files.writings, try world.modification(of: Corefile.hostsFile))
            try await world.agents.moveEndpoint(of: machine, to: 4242)
            try await world.agents.perform(
                UpdateNetwork(name: AgentWorld.harbor, changes: NetworkChanges(displayName: "The harbor")))
            world.clock.advance(by: .seconds(1))
            // The next name is the next to be written for: nothing was between.
            try await world.create("shop")
            await world.second(3)
            #expect(world.files.writings == writings + 1)
            #expect(try world.modification(of: Corefile.hostsFile) != before)
            #expect(try world.text(of: Corefile.hostsFile).contains("shop.harbor"))
        }
    }

    @Test func `follow a network that comes, gets other ranges and a suffix, and goes`() async throws {
        try await with { world in
            await world.second(1)
            try await world.agents.perform(
                CreateNetwork(
                    name: Samples.networkName("lab"),
                    ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.20.0.0/16"), ipv6: nil)))
            world.clock.advance(by: .seconds(1))
            await world.second(2)
            #expect(try world.text(of: Corefile.file).contains("20.10.in-addr.arpa"))
            try await world.agents.perform(
                ChangeRanges(
                    network: Samples.networkName("lab"),
                    ranges: try AddressRanges(ipv4: try IPv4Prefix(parsing: "10.30.0.0/16"), ipv6: nil)))
            world.clock.advance(by: .seconds(1))
            await world.second(3)
            #expect(try world.text(of: Corefile.file).contains("30.10.in-addr.arpa"))
            #expect(try !world.text(of: Corefile.file).contains("20.10.in-addr.arpa"))
            try await world.agents.perform(
                UpdateNetwork(
                    name: Samples.networkName("lab"),
                    changes: NetworkChanges(dnsSuffix: .set(try DNSSuffix(parsing: "example.org")))))
            world.clock.advance(by: .seconds(1))
            await world.second(4)
            #expect(try world.text(of: Corefile.file).contains("lab.example.org"))
            try await world.agents.perform(DeleteNetwork(name: Samples.networkName("lab")))
            world.clock.advance(by: .seconds(1))
            await world.second(5)
            #expect(try !world.text(of: Corefile.file).contains("lab"))
        }
    }

    @Test func `that cannot be written are told of once, and written when they can be`() async throws {
        try await with(below: "in-the-way/dns") { world in
            let obstacle = world.folder.path + "/in-the-way"
            await world.second(1)
            // Made by the first writing; a file takes its place.
            try FileManager.default.removeItem(atPath: obstacle)
            try Data().write(to: URL(fileURLWithPath: obstacle))
            world.clock.advance(by: .seconds(1))
            try await world.create("www")
            await world.second(2)
            #expect(world.files.failingSince == world.agents.clock.now)
            world.clock.advance(by: .seconds(1))
            await world.second(4)
            #expect(world.log.lines(saying: "names not written").count == 1)

            try FileManager.default.removeItem(atPath: obstacle)
            world.clock.advance(by: .seconds(2))
            await world.second(5)
            #expect(world.files.failingSince == nil)
            #expect(try world.text(of: Corefile.hostsFile).contains("www.harbor"))
            #expect(world.log.lines(saying: "names written again").count == 1)
        }
    }

    @Test func `that cannot be written leave the server ready, and it says so`() async throws {
        try await APIWorld.with { world in
            let folder = world.wiring.nameFiles.folder
            try Data().write(to: URL(fileURLWithPath: folder))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await world.wiring.nameFiles.run() }
                await world.stopwatch.waitForSleeper(until: .seconds(1))
                let answer = try await world.send(.get, "/readyz", [:], nil)
                #expect(answer.status == 200)
                #expect(answer.body.contains("the names cannot be written"))
                group.cancelAll()
            }
        }
    }
}
