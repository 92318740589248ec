internal import NetmakerCore
internal import ServiceLifecycle

/// Tells who waits for it where the server listens, as soon as it does.
struct Announcement: Service {
    let apiPort: Latch<Int>
    let agentsPort: @Sendable () async throws -> Int
    /// Where metrics are served, once they are; nil for nowhere.
    let metrics: Latch<MetricsAddress>?
    let face: PublicFace
    let started: Latch<StartedServer>
    /// Where the setup code lies; nil when there is an admin.
    let setupCodeFile: String?

    func run() async throws {
        if let (ports, metrics) = await cancelWhenGracefulShutdown({ await listening() }) {
            face.bind(to: ports)
            started.open(
                StartedServer(
                    api: try face.api, agents: try face.agents, metrics: metrics, pins: face.pins,
                    setupCodeFile: setupCodeFile))
        }
        try await gracefulShutdown()
    }

    /// Nil when the server does not come to listen; why is for those to say who should have.
    private func listening() async -> (PublicFace.Ports, MetricsAddress?)? {
        do {
            let ports = PublicFace.Ports(
                api: try ListenPort(try await apiPort.value), agents: try ListenPort(try await agentsPort()))
            return (ports, try await metrics?.value)
        } catch {
            return nil
        }
    }
}
