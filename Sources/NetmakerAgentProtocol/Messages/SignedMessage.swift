internal import Crypto
internal import NetmakerCore

/// The bytes a signature covers. Everything but the purpose, which comes first and ends with a zero, has a fixed
/// length: no two different meanings give the same bytes.
enum SignedMessage {
    /// - Parameter node: the node that speaks; nil in calls, whose body names it.
    static func bytes(
        purpose: String, server: ServerID, node: NodeID? = nil, nonce: Nonce, body: [UInt8]
    ) -> [UInt8] {
        var message = Array("netmaker.agent.v1.\(purpose)\0".utf8)
        for number in [server.rawValue] + (node.map { [$0.rawValue] } ?? []) {
            withUnsafeBytes(of: number.bigEndian) { message.append(contentsOf: $0) }
        }
        message += nonce.bytes
        message += SHA256.hash(data: body)
        return message
    }
}
