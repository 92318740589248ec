internal import HTTPTypes
internal import Hummingbird
internal import NetmakerCore

/// Finds out who asks through a proxy, by `X-Forwarded-For`: of a proxy that is trusted, and of nobody else, since
/// anybody can write one.
struct Forwarding: RouterMiddleware {
    let trusted: [IPPrefix]

    private static let header = HTTPField.Name("X-Forwarded-For")

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let peer = context.peer, isTrusted(peer), let name = Self.header else {
            return try await next(request, context)
        }
        var context = context
        context.source = RequestSource(origin(of: request.headers[values: name], through: peer))
        return try await next(request, context)
    }

    /// The last address that no trusted proxy has: each proxy adds at the end whom it saw, and what stands before may
    /// be anybody's invention.
    func origin(of values: [String], through peer: IPAddress) -> IPAddress {
        var origin = peer
        for text in values.joined(separator: ",").split(separator: ",").reversed() {
            let host = text.filter { !$0.isWhitespace && $0 != "[" && $0 != "]" }
            guard let address = IPAddress(asSeen: host) else { return origin }
            origin = address
            guard isTrusted(address) else { return origin }
        }
        return origin
    }

    private func isTrusted(_ address: IPAddress) -> Bool { trusted.contains { $0.contains(address) } }
}
