internal import HTTPTypes
internal import NetmakerControl
internal import Synchronization

/// Counts requests by what was asked, not by whom nor about what: by the route's template, so that there are no more
/// counters than there are routes, whatever is asked for.
final class RequestMeter: Sendable {
    struct Route: Hashable {
        let method: String
        /// Such as `/api/v1/networks/{network}`; `unmatched` for what is no route.
        let template: String
    }

    struct Count: Hashable {
        let route: Route
        let status: Int
    }

    struct Reading {
        var requests: [Count: Int] = [:]
        var durations: [Route: DurationHistogram] = [:]
        /// Bodies of answers whose length was known beforehand.
        var bytes = 0
        var running = 0
    }
    private let reading = Mutex(Reading())

    /// What there is to read now.
    var current: Reading { reading.withLock { $0 } }

    func begin() { reading.withLock { $0.running += 1 } }

    func end() { reading.withLock { $0.running -= 1 } }

    /// - Parameters:
    ///   - path: as the router has it; nil for what it does not have.
    ///   - bytes: the length of the answer's body.
    func count(_ method: HTTPRequest.Method, _ path: String?, status: Int, bytes: Int, after duration: Duration) {
        let route = Route(method: Self.name(method), template: Self.template(path))
        reading.withLock { reading in
            reading.requests[Count(route: route, status: status), default: 0] += 1
            reading.durations[route, default: DurationHistogram()].note(duration)
            reading.bytes += bytes
        }
    }

    /// Anybody may make methods up.
    private static func name(_ method: HTTPRequest.Method) -> String {
        let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return known.contains(method) ? method.rawValue : "other"
    }

    private static func template(_ path: String?) -> String {
        guard let path, path != "NotFound" else { return "unmatched" }
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }.joined(separator: "/")
    }
}
