public import HTTPTypes

extension HTTPField.Name {
    /// The network's revision that an answer to a change speaks of: what `--wait` waits for.
    // The name is a constant of letters and dashes, which is all the initializer asks for.
    public static let netmakerRevision: HTTPField.Name = {
        guard let name = HTTPField.Name("Netmaker-Revision") else { preconditionFailure("a field's name is a token") }
        return name
    }()
}
