internal import Crypto
internal import FoundationEssentials
internal import NetmakerAgentWire
public import NetmakerCore
internal import SwiftProtobuf

extension Sessionless {
    init(_ wire: WireSessionless) throws(MalformedField) {
        guard wire.hasReport else { throw .missing("report") }
        self.init(
            report: try part("report") { () throws(MalformedField) in try NodeReport(wire.report) },
            acknowledged: wire.acknowledged == 0 ? nil : Revision(wire.acknowledged),
            configuration: ConfigurationMark(rawValue: wire.configurationMark),
            cursor: wire.hasCursor ? MapCursor(wire.cursor) : nil,
            edits: wire.hasEdits
                ? try part("edits") { () throws(MalformedField) in try NodeEdits(wire.edits) } : nil)
    }

    var wire: WireSessionless {
        WireSessionless.with {
            $0.report = report.wire
            $0.acknowledged = acknowledged?.rawValue ?? 0
            $0.configurationMark = configuration?.rawValue ?? 0
            if let cursor { $0.cursor = cursor.wire }
            if let edits { $0.edits = edits.wire }
        }
    }
}

extension MapCursor {
    init(_ wire: WireMapCursor) {
        self.init(epoch: Epoch(rawValue: wire.epoch), revision: Revision(wire.revision), page: wire.page)
    }

    var wire: WireMapCursor {
        WireMapCursor.with {
            $0.epoch = epoch.rawValue
            $0.revision = revision.rawValue
            $0.page = page
        }
    }
}

extension CheckInReply {
    init(_ wire: WireCheckInReply) throws(MalformedField) {
        let verdict: Verdict =
            switch wire.verdict {
            case .equal: .equal(Revision(wire.revision))
            case .openSession: .openSession
            case .configuration: try Self.configuration(wire)
            case .page: try Self.page(wire)
            case .unspecified, .UNRECOGNIZED: throw MalformedField("verdict", message: "it is unknown")
            }
        self.init(
            verdict: verdict, serverTime: Timestamp(millisecondsSince1970: wire.serverTime),
            nextPins: try parts("next_pins", wire.nextPins, limit: Self.maximumPins) { pin throws(MalformedField) in
                try CertificatePin(wire: pin)
            },
            edits: wire.hasEdits
                ? try part("edits") { () throws(MalformedField) in try NodeEditsReply(wire.edits) } : nil)
    }

    private static func configuration(_ wire: WireCheckInReply) throws(MalformedField) -> Verdict {
        guard wire.hasConfiguration else { throw .missing("configuration") }
        guard let mark = ConfigurationMark(rawValue: wire.configurationMark) else {
            throw .missing("configuration_mark")
        }
        return .configuration(
            try part("configuration") { () throws(MalformedField) in try NodeConfiguration(wire.configuration) }, mark)
    }

    private static func page(_ wire: WireCheckInReply) throws(MalformedField) -> Verdict {
        guard wire.hasPage else { throw .missing("page") }
        return .page(
            MapPage(
                number: wire.pageNumber,
                chunk: try part("page") { () throws(MalformedField) in try MapChunk(wire.page) }))
    }

    var wire: WireCheckInReply {
        WireCheckInReply.with {
            switch verdict {
            case .equal(let revision):
                $0.verdict = .equal
                $0.revision = revision.rawValue
            case .openSession: $0.verdict = .openSession
            case .configuration(let configuration, let mark):
                $0.verdict = .configuration
                $0.configuration = configuration.wire
                $0.configurationMark = mark.rawValue
            case .page(let page):
                $0.verdict = .page
                $0.page = page.chunk.wire
                $0.pageNumber = page.number
            }
            $0.serverTime = serverTime.millisecondsSince1970
            $0.nextPins = nextPins.prefix(Self.maximumPins).map { Data($0.bytes) }
            if let edits { $0.edits = edits.wire }
        }
    }
}

extension NodeConfiguration {
    /// By what it is known again: the same for all that say the same, of whatever revision.
    ///
    /// - Throws: when it cannot be encoded, which no value of this type is known to be.
    public func mark() throws -> ConfigurationMark {
        let bytes: [UInt8] = try revised(.zero).wire.serializedBytes()
        return ConfigurationMark(hash: SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
