/// Whether and how one place of a network reaches another, and what is wrong, the first thing first.
public struct Explanation: Hashable, Sendable, Codable {
    /// Whether packets pass.
    public enum Reachability: String, Hashable, Sendable, Codable, CaseIterable {
        case yes, no
        /// Nothing shows that they do, or that they do not.
        case unknown
    }

    public let network: NetworkName
    /// The revision that the network stands at.
    public let revision: Revision
    public let from: End
    public let to: End
    public let reachable: Reachability
    /// The answer in a sentence.
    public let summary: String
    /// The way packets take, hop by hop; empty when there is none.
    public let path: [Hop]
    /// What is known of the agents on it: none, one or two.
    public let agents: [Agent]
    /// What each device on it has of the next one, and that one of it.
    public let tunnels: [Tunnel]
    /// The first is the first thing that is wrong, unless it is a remark.
    public let findings: [Finding]

    /// Where the path begins or ends.
    public struct End: Hashable, Sendable, Codable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable { case node, client, range }

        public let kind: Kind
        /// Nil for a range.
        public let name: NodeName?
        /// Of a node or a client.
        public let addresses: [IPAddress]
        /// What was asked for outside of the network; nil for a node or a client.
        public let range: IPPrefix?
        /// The node that a client enters by, or that a range is routed to; nil for a node, and when there is none.
        public let by: NodeName?

        /// How people call it.
        public var title: String { name?.description ?? range?.shown ?? "-" }
    }

    /// One step of a path.
    public struct Hop: Hashable, Sendable, Codable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// Through the tunnel between two nodes.
            case direct
            /// Between an external client and its gateway.
            case client
            /// Out of the network by a gateway or a node that has the range.
            case out
        }

        public let from: String
        public let to: String
        public let kind: Kind
    }

    /// A node's agent.
    public struct Agent: Hashable, Sendable, Codable {
        public enum Word: String, Hashable, Sendable, Codable, CaseIterable {
            case answered, silent, unable, away
        }

        public let node: NodeName
        public let word: Word
        /// When the server last heard of it; nil when it has not since its start.
        public let lastSeen: Timestamp?
        /// The revision that it says is in force; nil when it has said none.
        public let revision: Revision?
        /// Whether it has everything in force that concerns it, as far as is known.
        public let isInStep: Bool
        /// Why its device does not have what it should, as it says; nil when it has, or nothing was said.
        public let trouble: String?
    }

    /// What one device has of another.
    public struct Tunnel: Hashable, Sendable, Codable {
        public let node: NodeName
        public let peer: NodeName
        /// The peer's endpoints that are known, the best first; none for an external client, which calls.
        public let candidates: [JudgedCandidate]
        /// Where the device sends to; nil when it does not know, or was not heard.
        public let endpoint: Endpoint?
        /// Why there.
        public let reason: String
        /// What of the allowed IPs leads to the end of the path.
        public let allowedIPs: [IPPrefix]
        /// In seconds, 0 for off: as the device says, else as it should be.
        public let persistentKeepalive: PersistentKeepalive
        /// How many seconds ago the last handshake was; nil when there was none, or the device was not heard.
        public let handshakeSeconds: Int?
        /// Nil when the device was not heard, or does not have the peer.
        public let receivedBytes: UInt64?
        public let sentBytes: UInt64?
    }
}

extension IPPrefix {
    /// One address alone without its length.
    var shown: String { length == address.bitWidth ? address.description : description }
}
