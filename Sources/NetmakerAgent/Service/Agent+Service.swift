internal import NetmakerCore

/// Telling whoever supervises the daemon.
extension Agent {
    /// How long a start may seem unfinished while a server has never told a map.
    static let firstMapPatience: Duration = .seconds(10)

    /// Keeps the report true until cancelled.
    func tell(_ report: ServiceReport) async throws -> Ending {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var told: AgentProgress?
                while true {
                    let progress = try await self.progress { [told] in !($0.hasLine(of: told)) }
                    told = progress
                    report.set(progress.line, for: self.network)
                }
            }
            group.addTask {
                try await self.progress { $0.hasStarted }
                // With a saved map it stands by now, or cannot: waiting longer would hold up the machine's start.
                if !self.hasSavedMap {
                    try await withThrowingTaskGroup(of: Void.self) { first in
                        first.addTask { try await self.progress { $0.inForce != nil } }
                        first.addTask { try await self.clock.sleep(for: Self.firstMapPatience) }
                        defer { first.cancelAll() }
                        try await first.next()
                    }
                }
                report.isUp(self.network)
            }
            try await group.waitForAll()
        }
        return .left
    }
}

extension AgentProgress {
    /// How it stands, in a line for people.
    fileprivate var line: String {
        let revision = inForce.map { "revision \($0) is in force" } ?? "no map yet"
        return "\(connection.rawValue), \(revision)" + (trouble.map { "; \($0)" } ?? "")
    }

    /// Whether the line is the same, without making it: asked with every change of anything.
    fileprivate func hasLine(of other: AgentProgress?) -> Bool {
        other.map { connection == $0.connection && inForce == $0.inForce && trouble == $0.trouble } ?? false
    }
}
