internal import NetmakerAgentWire
internal import SwiftProtobuf

extension AgentProtocolError {
    /// The longest text kept of each field, in characters.
    private static let maximumLength = 500

    /// A code this release does not know is kept; texts are cut, and do not draw on anybody's terminal.
    init(_ wire: WireRefusal) {
        self.init(
            Code(rawValue: Self.plain(wire.code)), message: Self.plain(wire.message), remedy: Self.plain(wire.remedy))
    }

    var wire: WireRefusal {
        WireRefusal.with {
            $0.code = code.rawValue
            $0.message = message
            $0.remedy = remedy
        }
    }

    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.prefix(maximumLength).unicodeScalars.map { scalar in
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : scalar
                }))
    }
}
