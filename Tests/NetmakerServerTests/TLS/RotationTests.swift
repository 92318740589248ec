import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import PinnedTLS
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(2))) struct `A rotation of the TLS key` {
    @Test func `waits until a connected agent has stored the next pin, and shows the next key then`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                let machine = try await world.join(1).reaching(server.client())
                let old = server.pin
                let next = try await machine.withSession { listener in
                    _ = try await listener.map()
                    async let outcome = server.rotation.rotate(waiting: .seconds(60))
                    let next = try await listener.pin()
                    #expect(server.pin == old)
                    #expect(server.rotation.pins == [old, next])
                    try await listener.session.confirm(next)
                    #expect(try await outcome == TLSRotation.Outcome(pin: next, missing: []))
                    #expect(server.pin == next)
                    // The session goes on.
                    let other = try await world.join(2)
                    #expect(try await listener.delta().changed.map(\.id) == [other.node])
                    return next
                }
                _ = try await machine.reaching(server.client(pins: [next])).map()
            }
        }
    }

    @Test func `keeps an agent that was away, and tells it the new pin`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                let old = server.pin
                let machine = try await world.join(1).reaching(server.client(pins: [old]))
                let outcome = try await server.rotation.rotate(waiting: .seconds(60))
                #expect(outcome.missing.isEmpty)
                try await machine.withSession { listener in
                    var pin: CertificatePin?
                    while pin == nil {
                        if case .nextPin(let announced) = try await listener.next() { pin = announced }
                    }
                    #expect(pin == outcome.pin)
                }
            }
        }
    }

    @Test func `names an agent that does not store it in time, and keeps it`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                let machine = try await world.join(1).reaching(server.client(pins: [server.pin]))
                try await machine.withSession { listener in
                    _ = try await listener.map()
                    let outcome = try await server.rotation.rotate(waiting: .zero)
                    #expect(outcome.missing == [machine.node])
                }
                _ = try await machine.map()
            }
        }
    }

    @Test func `is one at a time`() async throws {
        try await AgentWorld.with { world in
            try await world.listening { server in
                let machine = try await world.join(1).reaching(server.client())
                try await machine.withSession { listener in
                    _ = try await listener.map()
                    async let first = server.rotation.rotate(waiting: .seconds(60))
                    let next = try await listener.pin()
                    await #expect(throws: TLSError.busy) { try await server.rotation.rotate(waiting: .zero) }
                    try await listener.session.confirm(next)
                    _ = try await first
                }
            }
        }
    }
}
