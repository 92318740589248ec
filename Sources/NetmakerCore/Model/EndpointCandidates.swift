/// Where a peer may be reached, as facts that do not depend on who looks. The viewer's agent chooses among them
/// (`EndpointChoice`).
public struct EndpointCandidates: Hashable, Sendable, Codable {
    /// An address of the machine on a network of its own.
    public struct Local: Hashable, Sendable, Codable {
        public let endpoint: Endpoint
        /// The subnet the address lies in: a viewer with an address in it too may share the link.
        public let subnet: IPPrefix
        /// The public address the subnet sits behind; nil when not known. Two homes both use 192.168.1.0/24: only equal
        /// public addresses make an equal subnet the same place.
        public let behind: IPAddress?

        public init(endpoint: Endpoint, subnet: IPPrefix, behind: IPAddress?) {
            self.endpoint = endpoint
            self.subnet = subnet
            self.behind = behind
        }
    }

    /// Stated by an admin or the machine's owner; nothing else is tried when it is there.
    public var pinned: Endpoint?
    /// In the order the agent reported them, at most `maximumLocal`.
    public var local: [Local]
    /// The source address the server sees, with the listen port.
    public var observedIPv4: Endpoint?
    public var observedIPv6: Endpoint?

    /// The most local addresses kept of one machine.
    public static let maximumLocal = 8

    public init(
        pinned: Endpoint? = nil, local: [Local] = [], observedIPv4: Endpoint? = nil, observedIPv6: Endpoint? = nil
    ) {
        self.pinned = pinned
        self.local = local
        self.observedIPv4 = observedIPv4
        self.observedIPv6 = observedIPv6
    }

    /// Whether there is nothing to try.
    public var isEmpty: Bool { pinned == nil && local.isEmpty && observedIPv4 == nil && observedIPv6 == nil }
}
