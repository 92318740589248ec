internal import NetmakerAPI
internal import NetmakerCore

/// A server as somebody uses it: where it is, why it is trusted, and who they are there.
struct Context: Codable, Hashable, Sendable {
    var server: ServerAddress
    /// Empty when the system's trusted roots decide.
    var pins: [CertificatePin]
    /// Who logged in; nil after a logout.
    var user: UserName?
    /// The session's token; nil after a logout.
    var token: ConfidentialText?

    /// The same server with another session.
    func logged(in session: SessionResource) -> Context {
        Context(server: server, pins: pins, user: session.user, token: session.token)
    }

    var trust: ServerTrust { pins.isEmpty ? .systemRoots : .pins(Set(pins)) }
}
