import Crypto
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgentProtocol

@Suite struct Signatures {
    let identity = IdentityPrivateKey.generate()
    let request = CheckInRequest(node: Samples.nodeID(7), position: nil)

    @Test func `cover purpose, server, nonce and the SHA-256 of the body, in this order`() throws {
        let message = SignedMessage.bytes(
            purpose: "leave", server: Example.server, nonce: try Example.nonce(), body: Array("body".utf8))
        #expect(
            message
                == Array("netmaker.agent.v1.leave\0".utf8) + [1, 2, 3, 4, 5, 6, 7, 8] + Example.bytes32
                + Array(SHA256.hash(data: Array("body".utf8))))
    }

    @Test func `of a session cover the node as well`() throws {
        let message = SignedMessage.bytes(
            purpose: "session", server: Example.server, node: NodeID(rawValue: 9), nonce: try Example.nonce(), body: [])
        #expect(
            message
                == Array("netmaker.agent.v1.session\0".utf8) + [1, 2, 3, 4, 5, 6, 7, 8] + [0, 0, 0, 0, 0, 0, 0, 9]
                + Example.bytes32 + Array(SHA256.hash(data: [])))
    }

    @Test func `are good for who made them and the server they were made for`() throws {
        let signed = try Signed(signing: request, with: identity, answering: try Example.challenge())
        #expect(signed.isSigned(by: identity.identityKey, for: Example.server))
    }

    @Test func `are not good by another identity`() throws {
        let signed = try Signed(signing: request, with: identity, answering: try Example.challenge())
        #expect(!signed.isSigned(by: IdentityPrivateKey.generate().identityKey, for: Example.server))
    }

    @Test func `are not good for another server`() throws {
        let signed = try Signed(signing: request, with: identity, answering: try Example.challenge())
        #expect(!signed.isSigned(by: identity.identityKey, for: ServerID(rawValue: 2)))
    }

    @Test func `are not good for another call with the same body`() throws {
        let leave = LeaveRequest(node: Samples.nodeID(7))
        let signed = try Signed(signing: leave, with: identity, answering: try Example.challenge())
        let turned = Signed(
            request: request, body: signed.body, nonce: signed.nonce, signature: signed.signature)
        #expect(!turned.isSigned(by: identity.identityKey, for: Example.server))
    }

    @Test func `of a hello are not good for another greeting`() throws {
        let hello = Hello(node: Samples.nodeID(7), position: nil, report: Samples.report())
        let greeting = try Example.challenge()
        let signed = try SignedHello(signing: hello, with: identity, answering: greeting)
        var random = SystemRandomNumberGenerator()
        let another = Challenge(server: greeting.server, nonce: Nonce(using: &random))
        #expect(signed.isSigned(by: identity.identityKey, answering: greeting))
        #expect(!signed.isSigned(by: identity.identityKey, answering: another))
    }
}
