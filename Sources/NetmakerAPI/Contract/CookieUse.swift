/// What a request says of the session's cookie, in `Netmaker-Session`. A request that says nothing has none, whatever
/// its browser sends: so nothing that a browser sends by itself, or for another site, is anybody's.
public enum CookieUse: String, Sendable, CaseIterable {
    /// It comes in the session that the cookie stands for.
    case use = "use-cookie"
    /// It opens a session, which is to become the cookie.
    case set = "set-cookie"

    /// What the cookie is called. A name that begins so is taken by browsers only over TLS, from this very host and for
    /// all its paths (RFC 6265bis, section 4.1.3.2).
    public static let cookieName = "__Host-netmaker-session"
}
