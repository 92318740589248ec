internal import HTTPTypes
internal import NIOCore

/// One file of the dashboard, as it is served.
struct DashboardFile: Sendable {
    /// From the dashboard's root, such as "app/main.js".
    let path: String
    let mediaType: String
    let bytes: ByteBuffer
    /// By gzip; nil where that is not smaller.
    let compressed: ByteBuffer?
    /// A hash of what it holds, as `ETag` has it.
    let tag: String

    /// - Parameter text: what it holds.
    init(path: String, text: [UInt8]) {
        self.path = path
        mediaType = Self.mediaType(of: path)
        bytes = ByteBuffer(bytes: text)
        compressed = Gzip.compressed(text).flatMap { $0.count < text.count ? ByteBuffer(bytes: $0) : nil }
        tag = "\"\(DashboardFiles.digest([text]))\""
    }

    /// The kinds there are; anything else is shown as text, and run by nobody.
    private static func mediaType(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "text/plain; charset=utf-8"
        }
    }

    /// Whether the asker has it already, as `If-None-Match` says (RFC 9110, section 13.1.2).
    func isHeld(by asker: HTTPFields) -> Bool {
        asker[values: .ifNoneMatch].joined(separator: ",").split(separator: ",").contains { candidate in
            let text = candidate.filter { !$0.isWhitespace }
            return text == "*" || text == tag || text == "W/" + tag
        }
    }
}
