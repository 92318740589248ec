import NetmakerCore
import Synchronization

@testable import NetmakerAgentProtocol
@testable import NetmakerControl
@testable import NetmakerServer

/// What went otherwise than it must.
struct Difference: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// An agent: it keeps its map as agents do, and is told by what tells agents, as far as it fetches.
final class HistoryAgent {
    let node: NodeID
    let network: NetworkName
    private(set) var map: PeerMap?
    private(set) var configuration: NodeConfiguration?
    /// What it was told it is no longer a node for.
    private(set) var removed: RemovalReason?
    var session: Session?

    /// One session: the server's side, and how far the agent is behind it.
    struct Session {
        let subscription: ChangeFeed.Subscription
        /// Another pair of ears, which hears each commit by itself.
        let probe: ChangeFeed.Subscription
        var delivery: SessionDelivery
        let outbox: Outbox
        /// After how many commits it fetches.
        var pace: Int
        var commitsSinceFetch = 0
        /// What it must have been told since it last took anything.
        var owed: PlainNews?
        /// Whether it must hear that it is a node no more: what it is told after that it never hears.
        var isEnding = false
        /// What its session took and has not told yet.
        var held: ChangeFeed.Pending?
    }

    init(node: NodeID, network: NetworkName) {
        self.node = node
        self.network = network
    }

    /// Whether anything waits for it.
    var isBehind: Bool { session.map { $0.owed != nil || $0.held != nil } ?? false }

    /// What waited is taken: it must be all that the agent has to hear since it last took something, in one.
    func take() throws -> ChangeFeed.Pending? {
        guard let session else { return nil }
        let pending = session.subscription.nextWaiting()
        defer {
            self.session?.owed = nil
        }
        if session.isEnding, session.owed?.removed == nil { return nil }
        try Self.require(pending, says: session.owed, to: node)
        return pending
    }

    static func require(_ pending: ChangeFeed.Pending?, says news: PlainNews?, to node: NodeID) throws {
        switch (pending, news) {
        case (nil, nil): return
        case (nil, let news?): throw Difference("\(node) is told nothing, and must hear \(news)")
        case (let pending?, nil): throw Difference("\(node) is told \(pending), and must hear nothing")
        case (let pending?, let news?):
            guard pending.removed == news.removed else {
                throw Difference("\(node) is told \(pending), and must hear \(news)")
            }
            if news.removed != nil { return }
            let peers: Set<NodeID>? =
                switch pending.touched {
                case .nodes(let nodes): nodes.subtracting([node])
                case .everything: nil
                }
            let isRight = peers.map { $0 == news.peers } ?? (news.peers.count >= ChangeFeed.Touched.largest)
            guard isRight, pending.configurationChanged == news.isReconfigured else {
                throw Difference("\(node) is told \(pending), and must hear \(news)")
            }
        }
    }

    // MARK: What it hears

    /// What came of the frames of one fetch.
    struct Heard {
        var configurations = 0
        var changed: Set<NodeID> = []
        var gone: Set<NodeID> = []
        /// Custom names that are new, stand for something else, or are gone.
        var names: Set<DNSRecordName> = []
        var deltas = 0
        var maps = 0
        var isEqual = false
        var isMarkEqual = false
        /// A delta that did not fit.
        var misfit: ModelError?
    }

    /// Takes in what has been sent, as an agent does.
    func hear(_ wire: WireBook) throws -> Heard {
        var heard = Heard()
        var assembly = MapAssembly()
        var advance: Revision?
        for frame in session?.outbox.take() ?? [] {
            switch frame {
            case .welcome(let welcome):
                heard.isEqual = welcome.mapIsEqual
                heard.isMarkEqual = welcome.markIsEqual
                if welcome.mapIsEqual { advance = welcome.revision }
                if welcome.markIsEqual { try move(to: &advance) }
            case .configuration(let configuration):
                self.configuration = configuration
                heard.configurations += 1
                try move(to: &advance)
            case .mapChunk(let chunk):
                for record in chunk.records { try wire.check(record) }
                if let map = try assembly.add(chunk) {
                    self.map = map
                    heard.maps += 1
                }
            case .mapDelta(let delta):
                for record in delta.changed { try wire.check(record) }
                heard.deltas += 1
                heard.changed.formUnion(delta.changed.map(\.id))
                heard.gone.formUnion(delta.removed)
                heard.names.formUnion(delta.dnsChanged.map(\.name) + delta.dnsRemoved)
                guard map?.epoch == delta.epoch else { throw Difference("a delta of another life came to \(node)") }
                do throws(ModelError) { try map?.apply(delta.decoded) } catch { heard.misfit = error }
            case .instruction(.removed(let reason)):
                removed = reason
            case let frame:
                throw Difference("\(node) heard \(frame)")
            }
        }
        return heard
    }

    private func move(to advance: inout Revision?) throws {
        guard let revision = advance.take(), let map else { return }
        try self.map?.apply(MapDelta(from: map.revision, to: revision, changed: [], removed: [], digest: map.digest))
    }

    /// What it says first: a mark, once it was told what it is.
    ///
    /// - Parameter report: what it last reported.
    func hello(reporting report: NodeReport) throws -> Hello {
        let hello = Hello(node: node, position: map.map(MapPosition.init), report: report)
        return try configuration.map { hello.bearing(try NodeMark($0, report)) } ?? hello
    }

    /// Another start than from what it had.
    func forget() { map = nil }

    /// Loses a record without noticing.
    ///
    /// - Returns: whether there was one.
    func rot() -> Bool {
        guard let map, let lost = map.peers.keys.min() else { return false }
        self.map = PeerMap(
            epoch: map.epoch, revision: map.revision, peers: map.peers.values.filter { $0.id != lost },
            dnsEntries: map.dnsEntries.values)
        return true
    }

    func disconnect() {
        session?.subscription.cancel()
        session?.probe.cancel()
        session = nil
    }
}

/// What the server has sent and the agent has not read.
final class Outbox: Sendable {
    struct Broken: Error {}

    private let state = Mutex<(frames: [ServerFrame], left: Int)>(([], .max))

    func send(_ frame: ServerFrame) throws {
        try state.withLock { state in
            guard state.left > 0 else { throw Broken() }
            state.left -= 1
            state.frames.append(frame)
        }
    }

    func take() -> [ServerFrame] {
        state.withLock { state in
            defer { state.frames = [] }
            return state.frames
        }
    }

    /// The line breaks after so many more frames.
    func breakLine(after frames: Int) { state.withLock { $0.left = frames } }
}

/// What travels says what it was made of.
final class WireBook {
    private var read: [[UInt8]: PeerRecord] = [:]

    func check(_ encoded: EncodedPeerRecord) throws {
        let bytes = encoded.bytes
        if let record = read[bytes], record == encoded.record { return }
        let record = try EncodedPeerRecord(decoding: bytes).record
        guard record == encoded.record else { throw Difference("\(encoded.record) travels as \(record)") }
        read[bytes] = record
    }
}
