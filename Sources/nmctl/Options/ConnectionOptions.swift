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

    /// What the environment says counts more than what is kept. A server from the environment shares nothing with a
    /// context: a token must never go to another server than the one it is for.
    func context(in environment: Environment) throws -> Context {
        let pins = try environment.pins.map(CertificatePin.list(parsing:))
        let token = environment.token.map(ConfidentialText.init)
        guard let kept = try keptContext(in: environment) else {
            let server = try ServerAddress(parsingURL: environment.server ?? "")
            return Context(server: server, pins: pins ?? [], token: token)
        }
        var context = kept.context
        if let pins { context.pins = pins }
        if let token { context.token = token }
        return context
    }

    /// The context whose session is used; nil when the environment says which server to speak to.
    func keptContext(in environment: Environment) throws -> (name: ContextName, context: Context)? {
        guard contextName != nil || environment.server == nil else { return nil }
        let name = try contextName ?? environment.context.map { text in try ContextName(parsing: text) }
        return try ContextFile(in: environment).read().context(name)
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
