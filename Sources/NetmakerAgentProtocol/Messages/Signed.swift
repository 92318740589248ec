public import NetmakerCore

/// 32 bytes that the server gives and takes once, and that nobody can foresee.
public struct Nonce: Hashable, Sendable {
    public static let length = 32
    public let bytes: [UInt8]

    /// - Throws: `AgentProtocolError.Code.malformed` for another length.
    public init(bytes: [UInt8]) throws(AgentProtocolError) {
        guard bytes.count == Self.length else {
            throw AgentProtocolError(
                .malformed, message: "a nonce has \(bytes.count) bytes", remedy: "send \(Self.length) bytes")
        }
        self.bytes = bytes
    }

    /// A random one.
    public init(using generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// A request with a signature over its purpose, the server's id, a nonce of the server's, and the request's own bytes
/// as they travelled. What was signed is kept as bytes: signatures never depend on how a reader would encode a value.
public struct Signed<Request: SignableRequest>: Sendable {
    public let request: Request
    public let body: [UInt8]
    public let nonce: Nonce
    public let signature: [UInt8]

    public init(request: Request, body: [UInt8], nonce: Nonce, signature: [UInt8]) {
        self.request = request
        self.body = body
        self.nonce = nonce
        self.signature = signature
    }

    /// Signs a request in answer to a challenge.
    public init(signing request: Request, with key: IdentityPrivateKey, answering challenge: Challenge) throws {
        let body = try request.encoded()
        let message = SignedMessage.bytes(
            purpose: Request.purpose, server: challenge.server, nonce: challenge.nonce, body: body)
        self.init(request: request, body: body, nonce: challenge.nonce, signature: try key.sign(message))
    }

    /// Whether the holder of this identity signed these bytes for this server. Whether the nonce is good is another
    /// question.
    public func isSigned(by identity: IdentityKey, for server: ServerID) -> Bool {
        let message = SignedMessage.bytes(purpose: Request.purpose, server: server, nonce: nonce, body: body)
        return identity.isValidSignature(signature, for: message)
    }
}

/// A request that an agent signs.
public protocol SignableRequest: Sendable {
    /// Distinguishes what a signature is for: one made for a call is never good for another.
    static var purpose: String { get }
    /// The bytes that travel and are signed.
    func encoded() throws -> [UInt8]
    /// - Throws: `AgentProtocolError.Code.malformed`, naming the field.
    init(decoding bytes: [UInt8]) throws(AgentProtocolError)
}
