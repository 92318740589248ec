import NetmakerCore

/// What a device looks like once it has the change.
enum Condition: Hashable, Sendable {
    /// It has no such peer.
    case absent(PublicKey)
    /// It has such a peer.
    case present(PublicKey)
    /// It has such a peer, and sends to it there.
    case endpoint(PublicKey, Endpoint)

    /// `KEY=ENDPOINT`. A key's base64 ends with the only equals sign in it.
    static func endpoint(parsing text: String) throws(ModelError) -> Condition {
        guard let end = text.lastIndex(of: "=") else {
            throw ModelError(
                .invalidValue, field: "endpoint", message: "\"\(text)\" is no public key and endpoint",
                remedy: "give KEY=ADDRESS:PORT")
        }
        return .endpoint(
            try PublicKey(parsing: String(text[..<end])),
            try Endpoint(parsing: String(text[text.index(after: end)...])))
    }

    /// The peer it is about.
    var peer: PublicKey {
        switch self {
        case .absent(let peer), .present(let peer), .endpoint(let peer, _): peer
        }
    }
}
