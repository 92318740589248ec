import Glibc
import NetmakerCore
import NetmakerWG
import Testing

@testable import Netlink

/// What a machine's kernel tells of its interfaces.
@Suite(.enabled(if: Machine.mayMakeNamespaces, "needs root and iproute2"))
struct `Events of interfaces` {
    @Test(.timeLimit(.minutes(2))) func `tell what there is, and then what happens, each once`() async throws {
        try await OneMachine.running(interfaces: 2) { machine in
            let name = machine.name
            var events = try InterfaceEvents(in: machine.namespace).makeAsyncIterator()
            // The loopback with its addresses, and two interfaces, with the order of their numbers.
            var told: [String] = []
            while told.last != "nm-1 appeared" { told.append(try #require(await events.next()).summary) }
            #expect(told.filter { $0.hasPrefix("nm-") } == ["nm-0 appeared", "nm-1 appeared"])

            try await shell("ip -n \(name) address add 10.10.0.1/16 dev nm-0")
            #expect(await events.next()?.summary == "nm-0 has 10.10.0.1/16")
            try await shell("ip -n \(name) link set nm-0 mtu 1280")
            #expect(await events.next()?.summary == "nm-0 changed")
            try await shell("ip -n \(name) link set nm-1 name nm-new")
            guard case .changed(let renamed, from: let former) = await events.next() else {
                Issue.record("no change")
                return
            }
            #expect((former.name, renamed.name) == ("nm-1", "nm-new"))
            #expect(former.index == renamed.index)
            try await shell("ip -n \(name) link delete nm-0")
            #expect(await events.next()?.summary == "nm-0 has 10.10.0.1/16 no more")
            #expect(await events.next()?.summary == "nm-0 vanished")
        }
    }

    @Test(.timeLimit(.minutes(2))) func `lose nothing when the kernel loses notices`() async throws {
        try await OneMachine.running(interfaces: 1) { machine in
            // The least that the kernel gives: about one notice.
            let notices = try NetlinkNotices(inNamespaceAt: machine.namespace.path, bufferSize: 1)
            notices.skip()
            var addresses: Set<AddressMessage> = []
            func note(_ difference: InterfaceDifference) {
                let former = difference.former?.addresses ?? []
                let current = difference.current?.addresses ?? []
                // Nothing is told twice, and nothing is taken back that was not told.
                #expect(addresses.filter { $0.index == difference.current?.link.index } == former)
                addresses.subtract(former)
                addresses.formUnion(current)
            }
            let prefixes = try (0..<1000).map { try address("10.10.\($0 / 250).\($0 % 250 + 1)/32") }
            let link = machine.links[0]
            try await link.apply(LinkPlan(steps: [.bringUp] + prefixes.map { .addAddress($0) }))
            try await link.apply(LinkPlan(steps: prefixes.dropFirst(7).map { .removeAddress($0) }))
            try await link.apply(LinkPlan(steps: [.addAddress(try address("192.0.2.77/32"))]))

            let expected = Set(prefixes.prefix(7) + [try address("192.0.2.77/32")])
            var changes = notices.changes.makeAsyncIterator()
            while Set(addresses.compactMap { $0.ipv4Text }) != Set(expected.map(\.description)) {
                if let difference = notices.nextDifference() {
                    note(difference)
                } else if await changes.next() == nil {
                    Issue.record("the notices ended with \(addresses.count) addresses told")
                    return
                }
            }
            let drops = try await shell(
                "ip netns exec \(machine.name) awk '$4 == \"00000111\" { print $9 }' /proc/net/netlink")
            #expect(Int(drops.split(separator: "\n")[0]) ?? 0 > 0, "the kernel lost nothing, so nothing was shown")
        }
    }

    @Test(.timeLimit(.minutes(2))) func `end with the task that reads them`() async throws {
        try await OneMachine.running(interfaces: 1) { machine in
            let events = try InterfaceEvents(in: machine.namespace)
            let reader = Task {
                for await _ in events {}
                return true
            }
            reader.cancel()
            #expect(await reader.value)
            let hints = try InterfaceChanges(in: machine.namespace)
            let hinted = Task {
                for await _ in hints { return true }
                return false
            }
            try await shell("ip -n \(machine.name) link set nm-0 up")
            #expect(await hinted.value)
        }
    }

    @Test(.timeLimit(.minutes(2))) func `hint at one interface when no other is asked for`() async throws {
        try await OneMachine.running(interfaces: 2) { machine in
            let watched = try interface("nm-1")
            let hints = try InterfaceChanges(of: watched, in: machine.namespace)
            let link = try NetlinkLink(watched, in: machine.namespace)
            async let wasUp = {
                for await _ in hints { return try await link.state()?.isUp }
                return nil
            }()
            let events = try InterfaceEvents(in: machine.namespace)
            try await shell("ip -n \(machine.name) link set nm-0 up")
            reading: for await event in events {
                switch event {
                case .appeared(let other), .changed(let other, from: _):
                    if other.name == "nm-0", other.isUp { break reading }
                default: break
                }
            }
            try await shell("ip -n \(machine.name) link set nm-1 up")
            #expect(try await wasUp == true)
        }
    }
}

extension AddressMessage {
    fileprivate var ipv4Text: String? {
        guard case .v4(let bits) = address else { return nil }
        return "\(IPv4Address(rawValue: bits))/\(prefixLength)"
    }
}

extension InterfaceEvent {
    /// In a few words.
    fileprivate var summary: String {
        switch self {
        case .appeared(let interface): "\(interface.name) appeared"
        case .changed(let interface, _): "\(interface.name) changed"
        case .vanished(let interface): "\(interface.name) vanished"
        case .addressAppeared(let address, let interface): "\(interface.name) has \(address)"
        case .addressVanished(let address, let interface): "\(interface.name) has \(address) no more"
        }
    }
}
