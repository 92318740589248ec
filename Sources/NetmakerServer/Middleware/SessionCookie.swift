internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// A session in a browser: a cookie that no script can read, that goes to this host alone, over TLS alone, and with no
/// request that another site has made.
struct SessionCookie: Sendable {
    /// What is between the name and the next cookie.
    let text: String

    /// What a request says of its cookie; nil when it says nothing.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for a word that is none, and `ControlError.Code.forbidden` when the
    ///   browser says that another site is behind it.
    static func use(by request: Request) throws -> CookieUse? {
        guard let word = request.headers[.netmakerSession] else { return nil }
        guard let use = CookieUse(rawValue: word) else {
            throw ModelError(
                .invalidValue, field: "Netmaker-Session", message: "\"\(word.excerpt)\" is nothing to do with a cookie",
                remedy: "send \(CookieUse.allCases.map(\.rawValue).joined(separator: " or ")), or leave it out")
        }
        // The field alone keeps other sites out: a browser asks before it sends one for them, and is not answered. This
        // is said by the browser itself, and by no script.
        guard request.headers[.secFetchSite].map({ $0 == "same-origin" }) ?? true else {
            throw ControlError(
                .forbidden, field: "Sec-Fetch-Site", message: "another site's page has asked for this",
                remedy: "use the dashboard's own page, or an API token")
        }
        return use
    }

    /// The cookie of a request; nil when there is none, or more than one, of which nobody knows whose they are.
    init?(of request: Request) {
        let pairs = request.headers[values: .cookie].joined(separator: ";").split(separator: ";")
        let named = pairs.map { $0.drop(while: \.isWhitespace) }.filter { $0.hasPrefix(CookieUse.cookieName + "=") }
        guard named.count == 1, let pair = named.first else { return nil }
        text = String(pair.dropFirst(CookieUse.cookieName.utf8.count + 1))
    }

    /// The head that gives a browser a session.
    static func setting(_ opened: Login.Opened, now: Timestamp) -> HTTPFields {
        let seconds = max(opened.session.expiresAt.duration(since: now).components.seconds, 0)
        return [.setCookie: "\(CookieUse.cookieName)=\(opened.token.revealed()); Max-Age=\(seconds); \(attributes)"]
    }

    /// The head that takes it away.
    static let clearing: HTTPFields = [.setCookie: "\(CookieUse.cookieName)=; Max-Age=0; \(attributes)"]

    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"
}

extension HTTPField.Name {
    fileprivate static let secFetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a field's name is a token") }
        return name
    }()
}
