internal import NetmakerAgentProtocol
internal import NetmakerCore

extension SessionServing {
    /// Does what the session is told from outside.
    func obey(_ session: SessionTable.Session) async throws -> Ending {
        var announced = try await announceKeys(but: [])
        for await signal in session.signals {
            switch signal {
            case .superseded:
                return .superseded
            case .draining:
                let wait = service.configuration.longestReconnect * Double.random(in: 0...1)
                try await connection.send(.instruction(.reconnect(after: wait)))
                return .draining
            case .pinsChanged, .questioned:
                // One signal may have taken the other's place.
                announced = try await announceKeys(but: announced)
                for question in service.sessions.takeQuestions(for: session) {
                    try await connection.send(.tunnelQuestion(question))
                }
            }
        }
        throw CancellationError()
    }

    /// - Returns: the keys that the agent has been told now. Others may be announced while these are sent: their signal
    ///   is still to come.
    private func announceKeys(but known: Set<CertificatePin>) async throws -> Set<CertificatePin> {
        let announced = service.sessions.announced
        for pin in announced where !known.contains(pin) { try await connection.send(.nextPin(pin)) }
        return Set(announced)
    }
}
