internal import FoundationEssentials
internal import NetmakerAgentWire
public import NetmakerCore
internal import SwiftProtobuf

/// A peer's record with its bytes, encoded once and shared by all who are told: a copy is a reference.
public struct EncodedPeerRecord: Hashable, Sendable, Identifiable {
    private final class Storage: Sendable {
        let record: PeerRecord
        let data: Data

        init(_ record: PeerRecord, _ data: Data) {
            self.record = record
            self.data = data
        }
    }
    private let storage: Storage

    public var record: PeerRecord { storage.record }
    /// The bytes that travel.
    var data: Data { storage.data }

    public var id: NodeID { storage.record.id }
    /// How many bytes travel.
    public var byteCount: Int { storage.data.count }
    /// The bytes that travel.
    public var bytes: [UInt8] { Array(data) }

    /// Encodes a record.
    public init(_ record: PeerRecord) throws {
        storage = Storage(record, try WirePeerRecord(record).serializedBytes())
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
        storage = Storage(try PeerRecord(try WirePeerRecord(decoding: data)), data)
    }

    public static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.storage === rhs.storage || lhs.record == rhs.record && lhs.data == rhs.data
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(record)
        hasher.combine(data)
    }
}
