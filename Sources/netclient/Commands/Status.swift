internal import ArgumentParser
internal import NetmakerAgent
internal import NetmakerCore

extension NetClient {
    /// `netclient status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a network as it stands on this machine, or all of them.",
            discussion: """
                With --check the answer is one line a network, and the exit status 0 when each of them does what it \
                should, else 1: a server that is away makes nothing ill. With --why the exit status is 0 when the peer \
                is reached.
                """)

        @OptionGroup var options: GlobalOptions
        @Option(name: .shortAndLong, help: "The network (default: all).", transform: NetworkName.init(parsing:))
        var network: NetworkName?
        @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
        var format: OutputFormat = .text
        @Flag(help: "Show all peers, however many there are.")
        var all = false
        @Flag(help: "Say only whether all is well, for health checks.")
        var check = false
        @Option(help: ArgumentHelp("Explain why a peer is reached, or not.", valueName: "name or address"))
        var why: String?

        func validate() throws {
            if check, why != nil { throw ValidationError("give one of --check and --why") }
        }

        func run() async throws {
            var statuses: [AgentStatus] = []
            let failures = try await options.forEach(of: network) { network in
                statuses.append(try await options.folder.status(of: network))
            }
            if let why {
                try explain(why, statuses, failures)
            } else if check {
                try tellHealth(of: statuses, failures)
            } else {
                try show(statuses)
                try options.finish(failures)
            }
        }

        private func show(_ statuses: [AgentStatus]) throws {
            switch format {
            case .json where network != nil: if let status = statuses.first { try Output.write(json: status) }
            case .json: try Output.write(json: statuses)
            case .text where statuses.isEmpty: break
            case .text:
                let texts = statuses.map { status in
                    StatusText(
                        status, now: SystemWallClock().now, width: Output.width, extent: all ? .all : .short
                    ).lines.joined(separator: "\n")
                }
                Output.write(texts.joined(separator: "\n\n"))
            }
        }

        // MARK: Health

        private struct NetworkHealth: Encodable {
            let network: NetworkName
            let health: AgentStatus.Health
        }

        private func tellHealth(of statuses: [AgentStatus], _ failures: [any Error]) throws {
            switch format {
            case .json:
                try Output.write(json: statuses.map { NetworkHealth(network: $0.network, health: $0.health) })
            case .text:
                for status in statuses {
                    let verdict = status.health.isHealthy ? "healthy" : "not healthy"
                    Output.write("\(status.network): \(verdict): \(status.health.reason)")
                }
            }
            try options.finish(failures)
            guard !statuses.isEmpty else {
                throw AgentError(
                    .notMember, message: "this machine is in no network",
                    remedy: "join one with netclient join -t TOKEN")
            }
            guard statuses.allSatisfy(\.health.isHealthy) else { throw SaidAlready() }
        }

        // MARK: Why

        private func explain(_ name: String, _ statuses: [AgentStatus], _ failures: [any Error]) throws {
            let found = statuses.compactMap { status in
                LocalExplanation(of: name, in: status).map { (explanation: $0, status: status) }
            }
            guard let first = found.first else {
                try options.finish(failures)
                throw AgentError(
                    .failed, message: "nobody is known as \(name) here",
                    remedy:
                        "who left, was removed or disconnected, or has expired is no peer: the server knows, see nmctl why"
                )
            }
            guard found.count == 1 else {
                throw AgentError(
                    .invalidInput,
                    message: "networks \(found.map { "\($0.status.network)" }.joined(separator: " and ")) know \(name)",
                    remedy: "name one with -n")
            }
            switch format {
            case .json: try Output.write(json: first.explanation)
            case .text:
                let text = ExplanationText(
                    explanation: first.explanation, now: first.status.time ?? SystemWallClock().now,
                    width: Output.width)
                Output.write(text.lines.joined(separator: "\n"))
            }
            guard first.explanation.reachable == .yes else { throw SaidAlready() }
        }
    }
}
