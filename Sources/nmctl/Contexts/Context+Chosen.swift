internal import NetmakerAPI
internal import NetmakerCore

extension Context {
    /// The one that a command uses. What the environment says counts more than what is kept. A server from the
    /// environment shares nothing with a context: a token must never go to another server than the one it is for.
    ///
    /// - Parameter name: the one that the command names; nil when it names none.
    static func chosen(_ name: ContextName?, in environment: Environment) throws -> Context {
        let pins = try environment.pins.map(CertificatePin.list(parsing:))
        let token = environment.token.map(ConfidentialText.init)
        guard let kept = try kept(name, in: environment) else {
            let server = try ServerAddress(parsingURL: environment.server ?? "")
            return Context(server: server, pins: pins ?? [], token: token)
        }
        var context = kept.context
        if let pins { context.pins = pins }
        if let token { context.token = token }
        return context
    }

    /// The one whose session is used; nil when the environment says which server to speak to.
    static func kept(
        _ name: ContextName?, in environment: Environment
    ) throws -> (name: ContextName, context: Context)? {
        guard name != nil || environment.server == nil else { return nil }
        let name = try name ?? environment.context.map { text in try ContextName(parsing: text) }
        return try ContextFile(in: environment).read().context(name)
    }
}
