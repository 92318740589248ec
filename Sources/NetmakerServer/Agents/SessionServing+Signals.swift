internal import NetmakerAgentProtocol
internal import NetmakerCore

extension SessionServing {
    /// Does what the session is told from outside.
    func obey(_ session: SessionTable.Session) async throws -> Ending {
        try await announceKeys(but: [])
        var announced = Set(service.sessions.announced)
        for await signal in session.signals {
            switch signal {
            case .superseded:
                return .superseded
            case .draining:
                let wait = service.configuration.longestReconnect * Double.random(in: 0...1)
                try await connection.send(.instruction(.reconnect(after: wait)))
                return .draining
            case .pinsChanged:
                try await announceKeys(but: announced)
                announced = Set(service.sessions.announced)
            }
        }
        throw CancellationError()
    }

    private func announceKeys(but known: Set<CertificatePin>) async throws {
        for pin in service.sessions.announced where !known.contains(pin) { try await connection.send(.nextPin(pin)) }
    }
}
