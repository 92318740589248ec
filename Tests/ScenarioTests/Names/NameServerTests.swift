import FoundationEssentials
import Glibc
import Logging
import NetmakerControl
import NetmakerCore
import NetmakerDNS
import NetmakerServer
import NetmakerTesting
import ServiceLifecycle
import Testing

/// What the server writes and what the zone function answers, as other programs read it.
@Suite(
    .serialized, .timeLimit(.minutes(2)), .enabled(if: Dig.isInstalled, "needs dig and dnsmasq"))
struct `Names asked by dig` {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let harbor = Samples.networkName()
    private static let alice = Principal.user(Samples.userName())

    /// A server whose network has the nodes machine-1 and machine-2, for as long as `body` does.
    private func withServer(
        namesIn folder: String, data: String, _ body: @Sendable @escaping (ControlPlane) async throws -> Void
    ) async throws {
        let configuration = ServerConfiguration(
            dataDirectory: DataDirectory(data), publicHost: "127.0.0.1",
            listenAddress: try IPAddress(parsing: "127.0.0.1"), apiPort: 0, agentsPort: 0, dnsDirectory: folder)
        let server = try Server(configuration, store: InMemoryStore(), logger: Self.quiet)
        let services = ServiceGroup(services: [server], logger: Self.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            _ = try await server.started
            let control = server.controlPlane
            do {
                _ = try await control.perform(
                    CompleteSetup(user: Samples.userName(), password: Samples.passwordHash), as: .server)
                _ = try await control.perform(
                    CreateNetwork(
                        name: Self.harbor, ranges: Samples.ranges, dnsSuffix: try DNSSuffix(parsing: "example.org")),
                    as: Self.alice)
                let key = try await control.perform(
                    CreateAccessKey(network: Self.harbor, uses: .unlimited), as: Self.alice
                ).result.secret
                for number in 1...2 {
                    _ = try await control.perform(
                        JoinNetwork(
                            network: Self.harbor, key: key, identity: Samples.identity(number),
                            publicKey: Samples.publicKey(number), name: Samples.nodeName(number),
                            report: Samples.report(number), source: nil), as: .nobody)
                }
                try await body(control)
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    private func create(_ name: String, _ addresses: [String], _ control: ControlPlane) async throws {
        let target = DNSTarget.addresses(try DNSAddresses(try addresses.map { try IPAddress(parsing: $0) }))
        _ = try await control.perform(
            CreateDNSRecord(network: Self.harbor, name: try DNSRecordName(parsing: name), target: target),
            as: Self.alice)
    }

    @Test func `through dnsmasq are those of the server's hosts file, also after it has changed`() async throws {
        let scratch = try ScratchFolder.make("nm-names")
        defer { scratch.remove() }
        let hosts = "\(scratch.path)/dns/\(Corefile.hostsFile)"
        try await withServer(namesIn: "\(scratch.path)/dns", data: "\(scratch.path)/data") { control in
            try await create("db.eu", ["10.10.0.99", "fd00:10::99"], control)
            try await eventually("the names are written") { try contents(of: hosts).contains("db.eu.harbor") }
            let port = try UDPSocket().port
            let dnsmasq = try await ChildProgram(
                [
                    "/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
                    "--addn-hosts=\(hosts)", "--port=\(port)", "--listen-address=127.0.0.1", "--bind-interfaces",
                    "--user=root", "--pid-file=", "--log-facility=-", "--local=/harbor/",
                ], environment: [:], log: "\(scratch.path)/dnsmasq.log")
            let dig = Dig(port: port)
            do {
                try await eventually("dnsmasq answers") {
                    try await dig.answers("machine-1.harbor", "A") == ["10.10.0.1"]
                }
                #expect(try await dig.answers("machine-1.harbor", "AAAA") == ["fd00:10::1"])
                #expect(try await dig.answers("machine-2.harbor.example.org", "A") == ["10.10.0.2"])
                #expect(try await dig.answers("db.eu.harbor", "A") == ["10.10.0.99"])
                #expect(try await dig.answers("db.eu.harbor", "AAAA") == ["fd00:10::99"])
                #expect(try await dig.answers("-x", "10.10.0.2") == ["machine-2.harbor."])
                #expect(try await dig.answers("-x", "fd00:10::1") == ["machine-1.harbor."])
                #expect(try await dig.ask("nobody.harbor").contains("NXDOMAIN"))

                try await create("shop", ["10.10.0.98"], control)
                try await eventually("the change is written") { try contents(of: hosts).contains("shop.harbor") }
                dnsmasq.signal(SIGHUP)
                try await eventually("dnsmasq has read it") {
                    try await dig.answers("shop.harbor", "A") == ["10.10.0.98"]
                }
            } catch {
                try await dnsmasq.stop()
                throw error
            }
            try await dnsmasq.stop()
        }
    }

    private func contents(of path: String) throws -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    @Test func `are answered by the zone function itself`() async throws {
        // So long that as many addresses as there may be do not fit 512 bytes.
        let crowd = "crowd." + String(repeating: "a", count: 60)
        var state = NetworkState(Samples.network())
        try state.apply(
            (1...2).map { .putNode(Samples.node($0)) }
                + [.putDNSRecord(Samples.dnsRecord(crowd, (1...16).map { "2001:db8::\($0)" }))],
            at: Revision(1), time: Samples.time)
        let table = NameTable([NetworkNames(state)], serial: 1)
        let socket = try UDPSocket()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled { socket.serve { table.answer(to: $0, over: .udp) } }
            }
            defer { group.cancelAll() }
            let dig = Dig(port: socket.port)
            #expect(try await dig.answers("machine-1.harbor", "A") == ["10.10.0.1"])
            #expect(try await dig.answers("MACHINE-1.Harbor", "AAAA") == ["fd00:10::1"])
            #expect(try await dig.answers("-x", "10.10.0.2") == ["machine-2.harbor."])
            #expect(try await dig.answers("\(crowd).harbor", "AAAA").count == 16)
            let nobody = try await dig.ask("nobody.harbor")
            #expect(nobody.contains("status: NXDOMAIN") && nobody.contains("SOA"))
            #expect(nobody.contains("flags: qr aa rd"))
            let nothing = try await dig.ask("machine-1.harbor", "TXT")
            #expect(nothing.contains("status: NOERROR") && nothing.contains("ANSWER: 0") && nothing.contains("SOA"))
            #expect(try await dig.ask("www.example.org").contains("status: REFUSED"))
            #expect(try await dig.ask("machine-1.harbor", "+edns=1", "+noednsneg").contains("status: BADVERS"))
            #expect(try await dig.ask("machine-1.harbor", "+bufsize=0").contains("10.10.0.1"))
            #expect(
                try await dig.ask("\(crowd).harbor", "AAAA", "+noedns", "+ignore").contains("flags: qr aa tc rd"))
            for answer in [nobody, nothing] {
                #expect(!answer.contains("malformed") && !answer.contains("Warning: Mess"))
            }
        }
    }
}
