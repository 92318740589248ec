public import NetmakerCore

/// A hello with a signature over its purpose, the server's id, the node's id, the greeting's nonce, and the hello's own
/// bytes as they travelled.
public struct SignedHello: Hashable, Sendable {
    static let purpose = "session"

    public let hello: Hello
    public let body: [UInt8]
    public let signature: [UInt8]

    public init(hello: Hello, body: [UInt8], signature: [UInt8]) {
        self.hello = hello
        self.body = body
        self.signature = signature
    }

    /// Signs a hello in answer to the server's greeting.
    public init(signing hello: Hello, with key: IdentityPrivateKey, answering greeting: Challenge) throws {
        let body = try hello.encoded()
        let message = SignedMessage.bytes(
            purpose: Self.purpose, server: greeting.server, node: hello.node, nonce: greeting.nonce, body: body)
        self.init(hello: hello, body: body, signature: try key.sign(message))
    }

    /// Whether the holder of this identity signed these bytes in answer to this greeting.
    public func isSigned(by identity: IdentityKey, answering greeting: Challenge) -> Bool {
        let message = SignedMessage.bytes(
            purpose: Self.purpose, server: greeting.server, node: hello.node, nonce: greeting.nonce, body: body)
        return identity.isValidSignature(signature, for: message)
    }
}
