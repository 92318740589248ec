internal import DurableFiles
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore
internal import ServiceLifecycle

/// Which part talks to which: the only file that names concrete types.
final class Wiring: Sendable {
    let configuration: ServerConfiguration
    let controlPlane: ControlPlane
    let agents: AgentService
    let face: PublicFace
    private let store: any Store
    private let keys: ServerKeys
    let nameFiles: NameFiles
    private let requests = RequestMeter()
    private let start: ServerStart
    private let wallClock: any WallClock
    private let clock: any Clock<Duration>
    private let logger: Logger
    /// Held as long as the server lives.
    private let lock: FileLock

    init(
        _ configuration: ServerConfiguration, store: (any Store)?, wallClock: any WallClock,
        clock: any Clock<Duration>, logger: Logger
    ) throws {
        let directory = configuration.dataDirectory
        lock = try directory.take()
        self.store = try store ?? SQLiteStore(opening: directory.database, retention: configuration.history)
        self.configuration = configuration
        self.wallClock = wallClock
        self.clock = clock
        self.logger = logger
        start = ServerStart(wallClock: wallClock, elapsed: clock.stopwatch())
        controlPlane = ControlPlane(store: self.store, wallClock: wallClock, logger: logger)
        agents = AgentService(control: controlPlane, clock: clock, wallClock: wallClock, logger: logger)
        let keys = try ServerKeys(configuration, agents: agents, wallClock: wallClock, logger: logger)
        self.keys = keys
        nameFiles = NameFiles(
            folder: configuration.dnsDirectory, controlPlane: controlPlane, clock: clock, wallClock: wallClock,
            logger: logger)
        face = PublicFace(host: configuration.publicHost) { keys.pins }
    }

    /// Everything that runs, in the order in which it starts; it stops in the reverse order, so that the writer is
    /// there until nobody needs it.
    func services(announcing started: Latch<StartedServer>) throws -> ServiceGroup {
        let directory = configuration.dataDirectory
        let pinFile = PinFile(path: directory.pin)
        try pinFile.write(keys.served.pin)
        let setupCode = try makeSetupCode()
        let listener = try GRPCAgentServer(
            handler: agents, address: configuration.listenAddress, port: Int(configuration.agentsPort),
            identity: keys.served, proxies: configuration.trustedProxies, limits: configuration.limits.agents,
            logger: logger)
        let apiPort = Latch<Int>()
        let metrics = configuration.metrics.map(metricsInterface)
        var services: [any Service] = [controlPlane, nameFiles]
        // Before who is measured, and so there until they have ended.
        if let metrics { services.append(metrics.service) }
        services += [
            Listener(
                purpose: "agents", place: place(configuration.agentsPort), flag: "--agents-port",
                service: listener),
            agents,
            Timekeeper(control: controlPlane, clock: clock, wallClock: wallClock, logger: logger),
            Listener(
                purpose: "the REST interface", place: place(configuration.apiPort), flag: "--api-port",
                service: try api(setupCode: setupCode, port: apiPort)),
            Listener(
                purpose: "the operator", place: directory.controlSocket, flag: "--data-dir",
                service: try operatorInterface(pinFile, setupCode)),
            Announcement(
                apiPort: apiPort, agentsPort: { try await listener.port }, metrics: metrics?.bound, face: face,
                started: started,
                setupCodeFile: setupCode == nil ? nil : directory.setupCode),
        ]
        return ServiceGroup(configuration: .init(services: services.map { $0.stoppingAllInOrder }, logger: logger))
    }

    /// A code while there is no admin; without one, nothing of an earlier code stays.
    private func makeSetupCode() throws -> SetupCode? {
        let path = configuration.dataDirectory.setupCode
        guard controlPlane.truth.directory.users.isEmpty else {
            try AtomicFile.remove(path)
            return nil
        }
        return try SetupCode(writingTo: path, now: wallClock.now)
    }

    private func api(setupCode: SetupCode?, port: Latch<Int>) throws -> some Service {
        var tls = try keys.served.configuration()
        tls.shutdownTimeout = TimeAmount(configuration.limits.goodbye)
        return Application(
            router: try router(setupCode: setupCode),
            server: try .tls(
                .http1(configuration: connections(within: configuration.limits)), tlsConfiguration: tls),
            configuration: .init(
                address: .hostname(configuration.listenAddress.description, port: Int(configuration.apiPort))),
            onServerRunning: { channel in port.open(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// How HTTP is spoken.
    private func connections(within limits: ServerLimits) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestWatch(limits), BodyDeadline(limits)],
            idleTimeout: TimeAmount(limits.idle))
    }

    /// The REST interface, and the dashboard over it.
    func router(setupCode: SetupCode?) throws -> Router<APIContext> {
        let router = try routes(setupCode: setupCode)
        router.addRoutes(DashboardRoutes(files: .embedded).endpoints)
        router.refuseOtherMethods()
        return router
    }

    /// What it does, and nothing of what it refuses. Each middleware sees what those after it answer.
    func routes(setupCode: SetupCode?) throws -> Router<APIContext> {
        let writer = Writer(controlPlane: controlPlane)
        let verifier = PasswordVerifier()
        let presence = agents.presence
        let router = Router(context: APIContext.self)
        router.add(middleware: Forwarding(trusted: configuration.trustedProxies))
        router.add(middleware: RequestMetrics(meter: requests))
        router.add(middleware: RequestLog())
        router.add(middleware: AnswerHeaders())
        router.add(middleware: Problems())
        router.add(middleware: WholePaths())
        router.addRoutes(
            HealthRoutes(controlPlane: controlPlane, face: face) { [nameFiles] in nameFiles.failingSince }.endpoints)
        router.addRoutes(try DocumentRoutes().endpoints)
        let programs = AgentPrograms(folder: configuration.agentsDirectory)
        router.addRoutes(InstallRoutes(face: face, programs: programs).endpoints)
        let api = router.group().add(
            middleware: Authentication(controlPlane: controlPlane, retried: RetriedRequests(elapsed: clock.stopwatch()))
        )
        let setup = SetupRoutes(
            controlPlane: controlPlane, verifier: verifier, code: setupCode, wallClock: wallClock)
        router.addRoutes(setup.standing)
        api.addRoutes(setup.endpoints)
        let throttle = LoginThrottle(elapsed: clock.stopwatch())
        api.addRoutes(SessionRoutes(controlPlane: controlPlane, verifier: verifier, throttle: throttle).endpoints)
        addPeople(to: api, writer, verifier, throttle)
        api.addRoutes(ServerRoutes(controlPlane: controlPlane, face: face, start: start, store: measured).endpoints)
        api.addRoutes(NetworkRoutes(controlPlane: controlPlane, writer: writer).endpoints)
        let live = LiveNodes(feed: controlPlane.feed, presence: presence)
        api.addRoutes(NodeRoutes(controlPlane: controlPlane, writer: writer, live: live).endpoints)
        api.addRoutes(LinkRoutes(controlPlane: controlPlane, agents: agents).endpoints)
        api.addRoutes(
            RoleRoutes(controlPlane: controlPlane, writer: writer, live: live, wallClock: wallClock).endpoints)
        api.addRoutes(ClientRoutes(controlPlane: controlPlane, writer: writer, wallClock: wallClock).endpoints)
        api.addRoutes(KeyRefreshRoutes(controlPlane: controlPlane, writer: writer).endpoints)
        api.addRoutes(RangesRoutes(controlPlane: controlPlane, writer: writer).endpoints)
        api.addRoutes(DNSRoutes(controlPlane: controlPlane, writer: writer).endpoints)
        api.addRoutes(
            AccessKeyRoutes(
                controlPlane: controlPlane, writer: writer, face: face, programs: programs, wallClock: wallClock
            ).endpoints)
        api.addRoutes(ConvergenceRoutes(controlPlane: controlPlane, presence: presence).endpoints)
        api.addRoutes(WhyRoutes(controlPlane: controlPlane, agents: agents).endpoints)
        api.addRoutes(HistoryRoutes(controlPlane: controlPlane).endpoints)
        api.addRoutes(EventRoutes(controlPlane: controlPlane, places: StreamPlaces(), clock: clock).endpoints)
        return router
    }

    /// What Prometheus asks, in clear and without a session.
    private func metricsInterface(
        at address: MetricsAddress
    ) -> (service: any Service, bound: Latch<MetricsAddress>) {
        let bound = Latch<MetricsAddress>()
        let router = Router(context: APIContext.self)
        router.add(middleware: AnswerHeaders())
        router.add(middleware: Problems())
        router.add(middleware: WholePaths())
        router.addRoutes(MetricsRoutes(page: metricsPage).endpoints)
        router.refuseOtherMethods()
        let application = Application(
            router: router, server: .http1(configuration: connections(within: configuration.limits)),
            configuration: .init(address: .hostname(address.address.description, port: Int(address.port))),
            onServerRunning: { channel in
                let port = channel.localAddress?.port.flatMap(UInt16.init(exactly:)) ?? address.port
                bound.open(MetricsAddress(address: address.address, port: port))
            }, logger: logger)
        let listener = Listener(
            purpose: "metrics", place: address.description, flag: "--metrics-address", service: application)
        return (listener, bound)
    }

    /// What `/metrics` says.
    var metricsPage: MetricsPage {
        MetricsPage(
            controlPlane: controlPlane, agents: agents, requests: requests, store: measured)
    }

    /// Nil for a store that cannot be measured.
    private var measured: (any MeasuredStore)? { store as? any MeasuredStore }

    /// What is about users, their sessions and their API tokens.
    private func addPeople(
        to router: RouterGroup<APIContext>, _ writer: Writer, _ verifier: PasswordVerifier, _ throttle: LoginThrottle
    ) {
        router.addRoutes(AccountRoutes(controlPlane: controlPlane, verifier: verifier, throttle: throttle).endpoints)
        router.addRoutes(UserRoutes(controlPlane: controlPlane, writer: writer, verifier: verifier).endpoints)
        for owner in [Owner.asker, .named] {
            let tokens = APITokenRoutes(controlPlane: controlPlane, writer: writer, wallClock: wallClock, owner: owner)
            router.addRoutes(LoginSessionRoutes(controlPlane: controlPlane, owner: owner).endpoints)
            router.addRoutes(tokens.endpoints)
            if owner == .asker { router.addRoutes(tokens.creation) }
        }
    }

    /// What only the server's operator may ask, on a socket that only they can open.
    private func operatorInterface(_ pinFile: PinFile, _ setupCode: SetupCode?) throws -> some Service {
        let path = configuration.dataDirectory.controlSocket
        try ControlSocket.requireUsable(path)
        // The operator may wait longer than others: until agents have stored the next key.
        var limits = configuration.limits
        limits.request = max(limits.request, KeyRotationResource.longestWait + limits.body)
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestLog())
        router.add(middleware: AnswerHeaders())
        router.add(middleware: Problems())
        router.add(middleware: WholePaths())
        let api = router.group("api/v1")
        api.addRoutes(
            KeyRotationRoutes(rotation: keys.rotation, pinFile: pinFile).endpoints, atPath: "server/tls/rotation")
        api.addRoutes(
            OperatorRoutes(
                controlPlane: controlPlane, verifier: PasswordVerifier(), setupCode: setupCode, wallClock: wallClock
            ).endpoints, atPath: "admin")
        router.refuseOtherMethods()
        return Application(
            router: router, server: .http1(configuration: connections(within: limits)),
            configuration: .init(address: .unixDomainSocket(path: path)),
            onServerRunning: { _ in ControlSocket.restrict(path) }, logger: logger)
    }

    private func place(_ port: UInt16) -> String {
        let address = configuration.listenAddress
        return address.bitWidth == 128 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
