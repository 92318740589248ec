internal import NetmakerCore

/// A context without its token.
struct ContextSummary: Presentable {
    let name: ContextName
    let server: ServerAddress
    let pins: [CertificatePin]
    let user: UserName?
    let isCurrent: Bool
    let isLoggedIn: Bool

    init(_ name: ContextName, _ context: Context, current: ContextName?) {
        self.name = name
        server = context.server
        pins = context.pins
        user = context.user
        isCurrent = name == current
        isLoggedIn = context.token != nil
    }

    static var columns: [String] { ["current", "name", "server", "user", "session"] }

    var row: [String] { [isCurrent ? "*" : "", name.description, server.description, user.orDash, session] }

    var details: [(label: String, value: String)] {
        [
            ("context", name.description), ("server", "https://\(server)"), ("user", user.orDash),
            ("session", session),
        ] + (pins.isEmpty ? [("trust", "the system's roots")] : pins.map { ("pin", $0.description) })
    }

    var identifier: String { name.description }

    private var session: String { isLoggedIn ? "kept" : "none" }
}
