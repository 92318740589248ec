internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// Which server a command speaks to, and how it answers.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .customLong("context"), help: "The context to use instead of the current one.",
        completion: .contexts, transform: ContextName.init(parsing:))
    var contextName: ContextName?
    @OptionGroup var output: OutputOptions

    /// Runs `body` with a client that speaks in the caller's session.
    func withClient(_ body: (ControlPlaneClient) async throws -> Void) async throws {
        let context = try context(in: .current)
        try await AsyncHTTPTransport.withTransport(to: context.server, trusting: context.trust) { transport in
            try await body(ControlPlaneClient(transport, token: context.token))
        }
    }

    /// The server to speak to, and as whom.
    func context(in environment: Environment) throws -> Context {
        try Context.chosen(contextName, in: environment)
    }

    /// The context whose session is used; nil when the environment says which server to speak to.
    func keptContext(in environment: Environment) throws -> (name: ContextName, context: Context)? {
        try Context.kept(contextName, in: environment)
    }
}

extension CertificatePin {
    /// Pins with commas between.
    static func list(parsing text: String) throws(ModelError) -> [CertificatePin] {
        var pins: [CertificatePin] = []
        for part in text.split(separator: ",") { pins.append(try CertificatePin(parsing: String(part))) }
        return pins
    }
}
