internal import DurableFiles
internal import Logging
public import NetmakerCore
public import ServiceLifecycle
internal import Synchronization

/// The agents of one network, or of all networks of this machine, in one process.
public struct Daemon: Service {
    /// Whom a daemon serves.
    public enum Scope: Hashable, Sendable {
        /// One network, until the membership ends.
        case network(NetworkName)
        /// Every network the machine is in, those included that it joins later.
        case all
    }

    /// How often memberships are looked for.
    static let scanInterval: Duration = .seconds(5)

    /// The longest pause before a network that cannot be served is tried again.
    static let longestPause: Duration = .seconds(60)

    private let scope: Scope
    private let environment: AgentEnvironment

    public init(_ scope: Scope, environment: AgentEnvironment) {
        self.scope = scope
        self.environment = environment
    }

    /// Serves until the process is told to stop; tunnels stay as they are then.
    ///
    /// - Throws: `AgentError` for a single network that cannot be served.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await withTaskCancellationHandler {
                    try await serveAndTell()
                } onCancel: {
                    environment.notifier?.tell(.stopping)
                }
            } catch is CancellationError {
                environment.logger.info("Stopped; the tunnels stay")
            }
        }
    }

    /// Serves, and tells whoever supervises the process how that goes.
    private func serveAndTell() async throws {
        let report = ServiceReport(awaiting: networks()) { environment.notifier?.tell($0) }
        report.begin()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                switch scope {
                case .network(let network): try await serveWhenPossible(network, report)
                case .all: try await serveAll(report)
                }
            }
            if let notifier = environment.notifier, let interval = notifier.watchdog {
                group.addTask {
                    let clock = AgentClock(environment.clock)
                    while true {
                        notifier.tell(.alive)
                        try await clock.sleep(for: interval / 3)
                    }
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// What keeps it from serving is waited for here: a supervisor would start it again at once, and for ever.
    private func serveWhenPossible(_ network: NetworkName, _ report: ServiceReport) async throws {
        let clock = AgentClock(environment.clock)
        var backoff = Backoff(shortest: .seconds(2), longest: Self.longestPause)
        var generator = environment.makeGenerator()
        while true {
            do {
                return try await serve(network, report)
            } catch let error as AgentError
                where environment.notifier != nil && [.busy, .damagedFile].contains(error.code)
            {
                environment.logger.warning(
                    "The network is not served", metadata: ["network": "\(network)", "reason": "\(error)"])
                report.set("\(error)", for: network)
                // A start that waits for it would hold up the machine's.
                report.isUp(network)
                try await clock.sleep(for: backoff.next(using: &generator))
            }
        }
    }

    private func serve(_ network: NetworkName, _ report: ServiceReport) async throws {
        guard !MembershipFiles(folder: environment.folder, network: network).isLeaving else {
            return try await environment.finishLeaving(network)
        }
        let agent = try Agent(network: network, environment: environment)
        switch try await agent.run(reporting: report) {
        case .left: break
        case .removed(let reason):
            environment.logger.notice(
                "No longer a node", metadata: ["network": "\(network)", "reason": "\(reason)"])
        }
    }

    /// Those that are to be served; none when that cannot be known at this moment: who is served already goes on.
    private func networks() -> [NetworkName] {
        do throws(FileError) {
            return switch scope {
            case .network(let network): [network]
            case .all: try environment.folder.networks()
            }
        } catch {
            environment.logger.warning("Networks cannot be looked for", metadata: ["reason": "\(error)"])
            return []
        }
    }

    /// One network's failure is no other's: it is tried again at the next scan.
    private func serveAll(_ report: ServiceReport) async throws {
        let clock = AgentClock(environment.clock)
        let served = Watched<Set<NetworkName>>([])
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                for network in networks() where !served.value.contains(network) {
                    served.update { $0.insert(network) }
                    group.addTask {
                        do {
                            try await serve(network, report)
                            report.set(nil, for: network)
                        } catch is CancellationError {
                            return
                        } catch let error as AgentError where error.code == .busy {
                            // Most often a join that is not done yet.
                            environment.logger.debug(
                                "A network is served elsewhere", metadata: ["network": "\(network)"])
                        } catch {
                            environment.logger.warning(
                                "A network is not served", metadata: ["network": "\(network)", "reason": "\(error)"])
                            report.set("\(error)", for: network)
                        }
                        report.isUp(network)
                        served.update { $0.remove(network) }
                    }
                }
                try await clock.sleep(for: Self.scanInterval)
            }
        }
    }
}
