internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension AgentProtocolError {
    /// The longest text kept of each field, in bytes.
    static let maximumLength = 500

    /// A code this release does not know is kept; texts are cut, and do not draw on anybody's terminal.
    init(_ wire: WireRefusal) {
        self.init(
            Code(rawValue: wire.code.plain(maximumLength: Self.maximumLength)),
            message: wire.message.plain(maximumLength: Self.maximumLength),
            remedy: wire.remedy.plain(maximumLength: Self.maximumLength))
    }

    var wire: WireRefusal {
        WireRefusal.with {
            $0.code = code.rawValue
            $0.message = message
            $0.remedy = remedy
        }
    }
}
