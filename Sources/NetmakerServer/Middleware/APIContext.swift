internal import Hummingbird
internal import NIOCore
internal import NetmakerControl
internal import NetmakerCore

/// What is known of a request besides the request: who asks, and from where.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nobody until authentication has said otherwise.
    var principal = Principal.nobody
    /// The session the request came in; nil for nobody.
    var session: LoginSession?
    /// The address it came from, for counting tries; empty when there is none, as on a local socket.
    let source: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        self.source = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// The largest body that is read, in bytes.
    static let largestBody = 1 << 20

    var maxUploadSize: Int { Self.largestBody }
}
