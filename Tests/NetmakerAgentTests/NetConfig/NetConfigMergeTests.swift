import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite struct `A configuration file that was edited` {
    struct Edit: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let edit: NodeEdit
        var testDescription: String { new }
    }

    static let own: [Edit] = {
        func port(_ number: Int) -> ListenPort { (try? ListenPort(number)) ?? .netmaker }
        let name = (try? NodeName(parsing: "web")) ?? Samples.nodeName(9)
        let pinned = try? Endpoint(parsing: "192.0.2.7:4000")
        let alone = try? Endpoint(parsing: "192.0.2.7:51821")
        return [
            Edit(old: "\"machine-1\"", new: "web", edit: NodeEdit(from: .name(Samples.nodeName(1)), to: .name(name))),
            Edit(
                old: "listenport: 51821", new: "listenport: 4000 # mine",
                edit: NodeEdit(from: .listenPort(.netmaker), to: .listenPort(port(4000)))),
            Edit(
                old: "persistentkeepalive: 20", new: "persistentkeepalive: \"off\"",
                edit: NodeEdit(from: .persistentKeepalive(.netmaker), to: .persistentKeepalive(.off))),
            Edit(
                old: "mtu: 1420", new: "mtu: 1280",
                edit: NodeEdit(from: .mtu(.wireGuard), to: .mtu((try? MTU(1280)) ?? .wireGuard))),
            Edit(
                old: "roaming: \"yes\"", new: "roaming: Off",
                edit: NodeEdit(from: .roaming(true), to: .roaming(false))),
            Edit(
                old: "dnson: \"yes\"", new: "dnson: 'no'", edit: NodeEdit(from: .dnsOn(true), to: .dnsOn(false))),
            Edit(
                old: "udpholepunch: \"yes\"", new: "udpholepunch: FALSE",
                edit: NodeEdit(from: .udpHolePunching(true), to: .udpHolePunching(false))),
            Edit(
                old: "endpoint: \"203.0.113.7:51821\"", new: "endpoint: 192.0.2.7:4000",
                edit: NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(pinned))),
            Edit(
                old: "endpoint: \"203.0.113.7:51821\"", new: "endpoint: 192.0.2.7",
                edit: NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(alone))),
        ]
    }()

    @Test(arguments: own) func `publishes what is the machine's own, and keeps it until it is confirmed`(
        _ edit: Edit
    ) throws {
        var sides = try ThreeSides.agreed(.sample())
        let agreement = sides.agreement
        try sides.replace(edit.old, by: edit.new)
        let edited = sides.text
        for _ in 0..<2 {
            let merge = try sides.merge()
            #expect(merge.edits == [edit.edit])
            #expect(merge.notices.isEmpty)
            #expect(sides.text == edited)
            #expect(sides.agreement == agreement)
        }
        // The server says so: the two agree, and nothing is said twice.
        sides.view = try .sample { node in
            switch edit.edit.to {
            case .name(let name): node.name = name
            case .listenPort(let port): node.listenPort = port
            case .persistentKeepalive(let keepalive): node.persistentKeepalive = keepalive
            case .mtu(let mtu): node.mtu = mtu
            case .pinnedEndpoint(let endpoint): node.pinnedEndpoint = endpoint
            case .udpHolePunching(let isOn): node.options.udpHolePunching = isOn
            case .dnsOn(let isOn): node.options.dnsOn = isOn
            case .roaming(let isOn): node.options.roaming = isOn
            case .foreign: Issue.record("no such edit is made")
            }
        }
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty && merge.notices.isEmpty)
        #expect(sides.agreement != agreement)
        #expect(try sides.merge().edits.isEmpty)
    }

    @Test func `is put back when the server refuses, with its reason`() throws {
        var sides = try ThreeSides.agreed(.sample())
        let text = sides.text
        try sides.replace("\"machine-1\"", by: "\"web\"")
        try sides.replace("listenport: 51821", by: "listenport: 4000")
        sides.refusals = [
            .name: NodeEditRefusal(field: "name", message: "there is a node named web", remedy: "choose another")
        ]
        let merge = try sides.merge()
        #expect(merge.edits.map(\.to.field) == [.listenPort])
        #expect(merge.notices.map(\.kind) == [.refused])
        #expect(merge.notices.first?.message == "there is a node named web")
        #expect(sides.text == text.replacing("listenport: 51821", with: "listenport: 4000"))
    }

    @Test(arguments: [
        ("address: \"10.10.0.1\"", "address: \"10.10.0.99\"", "nmctl node update harbor machine-1 --ipv4 ADDRESS"),
        ("expdatetime: 0", "expdatetime: 1929460000", "nmctl node update harbor machine-1 --expires 30d"),
        (
            "isegressgateway: \"no\"", "isegressgateway: \"yes\"",
            "nmctl gateway egress set harbor machine-1 --range RANGE"
        ),
        (
            "egressgatewayranges: []", "egressgatewayranges: [10.0.0.0/8]",
            "nmctl gateway egress set harbor machine-1"
        ),
        (
            "server-postup: \"\"", "server-postup: \"reboot\"",
            "nmctl node update harbor machine-1 --post-up COMMAND"
        ),
        (
            "checkininterval: 30", "checkininterval: nonsense",
            "nmctl network update harbor --check-in-interval SECONDS"
        ),
        ("interface: \"nm-harbor\"", "interface: \"wg0\"", "--interface"),
        ("localrange: \"192.168.1.0/24\"", "localrange: \"10.0.0.0/8\"", "islocal: yes"),
    ])
    func `gets back what is an admin's, and says how an admin changes it`(
        _ old: String, _ new: String, _ remedy: String
    ) throws {
        var sides = try ThreeSides.agreed(.sample())
        let text = sides.text
        try sides.replace(old, by: new)
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty)
        #expect(merge.notices.map(\.kind) == [.putBack])
        #expect(merge.notices.first?.remedy.contains(remedy) == true, "\(merge.notices)")
        #expect(sides.text == text)
    }

    @Test func `gets the server's changes, and keeps remarks, order and what nobody knows`() throws {
        var sides = try ThreeSides.agreed(.sample())
        sides.text =
            "# mine\n" + sides.text.replacing("    mtu: 1420\n", with: "    mtu: 1420   # for DSL\n    rack: 7\n")
        try sides.merge()
        let before = sides.text
        sides.view = try .sample { $0.mtu = try MTU(1300) }
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty && merge.notices.isEmpty)
        #expect(sides.text == before.replacing("mtu: 1420   # for DSL", with: "mtu: 1300   # for DSL"))
    }

    @Test func `loses to the server where both have changed, which is said with both values`() throws {
        var sides = try ThreeSides.agreed(.sample())
        let text = sides.text
        try sides.replace("mtu: 1420", by: "mtu: 1280")
        sides.view = try .sample { $0.mtu = try MTU(1300) }
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty)
        #expect(merge.notices.map(\.kind) == [.overruled])
        #expect(merge.notices.first?.message.contains("1280") == true)
        #expect(merge.notices.first?.message.contains("1300") == true)
        #expect(sides.text == text.replacing("mtu: 1420", with: "mtu: 1300"))
        #expect(try sides.merge().notices.isEmpty)
    }

    @Test func `loses to the server when nobody knows what they last agreed on`() throws {
        var sides = try ThreeSides.agreed(.sample())
        try sides.replace("mtu: 1420", by: "mtu: 1280")
        sides.agreement = nil
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty)
        #expect(merge.notices.map(\.kind) == [.overruled])
        #expect(sides.text.contains("mtu: 1420"))
    }

    @Test func `may say less than it did, and is made whole`() throws {
        var sides = try ThreeSides.agreed(.sample())
        try sides.replace("    mtu: 1420\n", by: "")
        try sides.replace("    postup: \"\"\n", by: "")
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty && merge.notices.isEmpty)
        #expect(sides.text.contains("    mtu: 1420\n"))
        // Of what is the owner's alone nothing is made up.
        #expect(!sides.text.contains("\n    postup:"))
    }

    @Test func `pins an endpoint, moves it, and lets it be detected again`() throws {
        var sides = try ThreeSides.agreed(.sample())
        try sides.replace("isstatic: \"no\"", by: "isstatic: \"yes\"")
        let seen = try Endpoint(parsing: "203.0.113.7:51821")
        #expect(try sides.merge().edits == [NodeEdit(from: .pinnedEndpoint(nil), to: .pinnedEndpoint(seen))])
        sides.view = try .sample { $0.pinnedEndpoint = seen }
        #expect(try sides.merge().edits.isEmpty)

        let other = try Endpoint(parsing: "198.51.100.9:7")
        try sides.replace("endpoint: \"203.0.113.7:51821\"", by: "endpoint: \"198.51.100.9:7\"")
        #expect(try sides.merge().edits == [NodeEdit(from: .pinnedEndpoint(seen), to: .pinnedEndpoint(other))])
        sides.view = try .sample { $0.pinnedEndpoint = other }
        #expect(try sides.merge().edits.isEmpty)

        try sides.replace("isstatic: \"yes\"", by: "isstatic: no")
        #expect(try sides.merge().edits == [NodeEdit(from: .pinnedEndpoint(other), to: .pinnedEndpoint(nil))])
        sides.view = try .sample()
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty && merge.notices.isEmpty)
        #expect(sides.text.contains("endpoint: \"203.0.113.7:51821\"\n    isstatic: no\n"))
    }

    @Test func `cannot say two things of its endpoint`() throws {
        var sides = try ThreeSides.agreed(.sample { $0.pinnedEndpoint = try Endpoint(parsing: "192.0.2.7:1") })
        try sides.replace("192.0.2.7:1", by: "192.0.2.8:1")
        try sides.replace("isstatic: \"yes\"", by: "isstatic: \"no\"")
        let merge = try sides.merge()
        #expect(merge.edits.map(\.to) == [.pinnedEndpoint(nil)])
        #expect(merge.notices.map(\.kind) == [.putBack])
        #expect(try sides.merge().notices.isEmpty)
    }

    @Test(arguments: [
        ("mtu: 1420", "mtu: 12", "node.mtu"), ("listenport: 51821", "listenport: 70000", "node.listenport"),
        ("roaming: \"yes\"", "roaming: perhaps", "node.roaming"), ("\"machine-1\"", "\"No Name\"", "node.name"),
        ("endpoint: \"203.0.113.7:51821\"", "endpoint: home", "node.endpoint"),
        ("mtu: 1420", "mtu: [1420]", "node.mtu"),
    ])
    func `is left alone when a value that counts has no meaning`(_ old: String, _ new: String, _ key: String) throws {
        var sides = try ThreeSides.agreed(.sample())
        try sides.replace(old, by: new)
        let error = #expect(throws: NetConfigError.self) { try sides.merge() }
        #expect(error?.key == key)
        let line = sides.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(new) }
        #expect(error?.line == line.map { $0 + 1 })
    }
}
