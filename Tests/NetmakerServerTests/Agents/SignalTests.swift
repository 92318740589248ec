import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerServer

@Suite(.timeLimit(.minutes(1))) struct `What a session is told from outside` {
    @Test func `a key that is announced while another is being told is told too`() async throws {
        let first = CertificatePin(subjectPublicKeyInfo: [1])
        let second = CertificatePin(subjectPublicKeyInfo: [2])
        try await AgentWorld.with { world in
            let sessions = world.service.sessions
            sessions.announce([first])
            let session = try sessions.open(Samples.nodeID(1))
            let told = Told()
            let connection = ServerConnection(source: nil, incoming: AsyncThrowingStream { nil }) { frame in
                guard case .nextPin(let pin) = frame else { return }
                told.append(pin)
                if pin == first { sessions.announce([first, second]) } else { sessions.drain() }
            }
            let ending = try await SessionServing(service: world.service, connection: connection).obey(session)
            #expect(ending == .draining)
            #expect(told.pins == [first, second])
        }
    }

    /// The pins an agent was sent.
    private final class Told: Sendable {
        private let state = Mutex<[CertificatePin]>([])
        var pins: [CertificatePin] { state.withLock { $0 } }
        func append(_ pin: CertificatePin) { state.withLock { $0.append(pin) } }
    }
}
