internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// The server somebody goes to for the first time, and under which name it is kept.
struct NewContextOptions: ParsableArguments {
    @Option(
        help: "The server's address, such as https://vpn.example.org:8081.",
        transform: ServerAddress.init(parsingURL:))
    var server: ServerAddress?
    @Option(
        name: .customLong("pin"),
        help: "The server's key as nm-server printed it; may be given again. Without one, the system's roots decide.",
        transform: CertificatePin.init(parsing:))
    var pins: [CertificatePin] = []
    @Option(
        name: .customLong("context"), help: "The name to keep it under (default: the server's host name).",
        transform: ContextName.init(parsing:))
    var contextName: ContextName?

    /// From the command line, else from the environment, else a server that is known already.
    func context(in environment: Environment) throws -> (name: ContextName, context: Context) {
        let address = try server ?? environment.server.map { text in try ServerAddress(parsingURL: text) }
        let given = pins.isEmpty ? try environment.pins.map(CertificatePin.list(parsing:)) ?? [] : pins
        if let address {
            let name = try contextName ?? ContextName(parsing: address.host)
            return (name, Context(server: address, pins: given))
        }
        var known = try ContextFile(in: environment).read().context(contextName)
        if !given.isEmpty { known.context.pins = given }
        return known
    }

    /// Opens a session, and keeps it for the commands that follow.
    func keepSession(
        opening open: (ControlPlaneClient, Context) async throws -> SessionResource
    ) async throws -> ContextName {
        let environment = Environment.current
        let (name, known) = try context(in: environment)
        let session = try await AsyncHTTPTransport.withTransport(
            to: known.server, trusting: known.trust
        ) { transport in
            try await open(ControlPlaneClient(transport), known)
        }
        let context = known.logged(in: session)
        try ContextFile(in: environment).update { $0.keep(context, as: name) }
        return name
    }
}
