internal import Hummingbird
internal import NIOCore
internal import NetmakerControl
internal import NetmakerCore

/// What is known of a request besides the request: who asks, and from where.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nobody until authentication has said otherwise.
    var principal = Principal.nobody
    /// The session the request came in; nil for nobody, and for an API token.
    var session: LoginSession?
    /// The API token the request came with; nil for nobody, and for a session.
    var apiToken: APIToken?
    /// By what it is known who asks; nil for nobody.
    var shown: ShownCredential?
    /// What was asked under a name before; nil outside the interface.
    var retried: RetriedRequests?
    /// Where it came from, for counting tries.
    var source: RequestSource
    /// The other end of the connection: who asks, or a proxy. Nil when it has no address, as on a local socket.
    let peer: IPAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress.flatMap { IPAddress(asSeen: $0) }
        self.source = RequestSource(peer)
    }

    /// The largest body that is read, in bytes: before it is known whether the one who sends it may. The largest that
    /// anybody means is a tenth of it, a password all in escapes.
    static let largestBody = 1 << 16

    var maxUploadSize: Int { Self.largestBody }
}
