internal import HTTPTypes

/// What browsers are told besides the dashboard's files, so that a mistake in them does as little harm as can be.
enum DashboardHeaders {
    /// With every file.
    static let all: HTTPFields = fields([
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    ])

    /// With the page, for which the rest of them counts.
    static let page: HTTPFields = {
        var headers = all
        headers.append(
            contentsOf: fields([
                "Content-Security-Policy": policy,
                "Cross-Origin-Opener-Policy": "same-origin",
                "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "X-Frame-Options": "DENY",
            ]))
        return headers
    }()

    /// Everything comes from this server. No script is in the page, no text can become one (Trusted Types), no form is
    /// sent by the browser itself, and no other site shows the page in its own. Pictures of the page's own making, as
    /// codes for cameras are, are `data:`.
    static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
        "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].joined(separator: "; ")

    private static func fields(_ texts: KeyValuePairs<String, String>) -> HTTPFields {
        HTTPFields(texts.compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } })
    }
}
