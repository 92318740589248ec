public import HTTPTypes

extension HTTPField.Name {
    /// What the sender calls a request, so that sending it again does nothing again.
    public static let idempotencyKey: HTTPField.Name = {
        guard let name = HTTPField.Name("Idempotency-Key") else { preconditionFailure("a field's name is a token") }
        return name
    }()

    /// The event after which to go on (HTML standard, section 9.2.4).
    public static let lastEventID: HTTPField.Name = {
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("a field's name is a token") }
        return name
    }()

    /// How a browser's session goes: by the cookie, or by nothing.
    public static let netmakerSession: HTTPField.Name = {
        guard let name = HTTPField.Name("Netmaker-Session") else { preconditionFailure("a field's name is a token") }
        return name
    }()

    /// The network's revision that an answer to a change speaks of: what `--wait` waits for.
    // The name is a constant of letters and dashes, which is all the initializer asks for.
    public static let netmakerRevision: HTTPField.Name = {
        guard let name = HTTPField.Name("Netmaker-Revision") else { preconditionFailure("a field's name is a token") }
        return name
    }()
}
