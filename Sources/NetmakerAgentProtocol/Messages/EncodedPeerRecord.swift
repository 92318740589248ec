internal import FoundationEssentials
internal import NetmakerAgentWire
public import NetmakerCore
internal import SwiftProtobuf

/// A peer's record with its bytes, encoded once and shared by all who are told.
public struct EncodedPeerRecord: Hashable, Sendable, Identifiable {
    public let record: PeerRecord
    /// The bytes that travel, in storage that copies share.
    let data: Data

    public var id: NodeID { record.id }
    /// How many bytes travel.
    public var byteCount: Int { data.count }
    /// The bytes that travel.
    public var bytes: [UInt8] { Array(data) }

    /// Encodes a record.
    public init(_ record: PeerRecord) throws {
        self.record = record
        data = try WirePeerRecord(record).serializedBytes()
    }

    /// - Throws: `AgentProtocolError.Code.malformed`, naming the field.
    public init(decoding bytes: [UInt8]) throws(AgentProtocolError) {
        do throws(MalformedField) {
            try self.init(data: Data(bytes))
        } catch {
            throw error.error(in: "peer record")
        }
    }

    init(data: Data) throws(MalformedField) {
        record = try PeerRecord(try WirePeerRecord(decoding: data))
        self.data = data
    }
}
