internal import HTTPTypes
internal import Hummingbird

/// That a path is known, and does not take the method.
struct MethodNotAllowed: Error {
    /// What it takes, in the order of their names.
    let allowed: [HTTPRequest.Method]

    /// As the `Allow` field has it (RFC 9110, section 10.2.1).
    var list: String { allowed.map(\.rawValue).joined(separator: ", ") }
}

extension Router {
    /// Those of RFC 9110, section 9, of RFC 5789, and QUERY, which comes.
    private static var methods: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
            + [HTTPRequest.Method("QUERY")].compactMap(\.self)
    }

    /// Says of every known path which methods it takes, to whoever uses another; to be called once all routes are
    /// there.
    func refuseOtherMethods() {
        for (path, routes) in Dictionary(grouping: routes, by: \.path.description) {
            let allowed = routes.map(\.method).sorted { $0.rawValue < $1.rawValue }
            for method in Self.methods where !allowed.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in throw MethodNotAllowed(allowed: allowed) }
            }
        }
    }
}
