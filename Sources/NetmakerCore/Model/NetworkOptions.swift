/// How machines get into a network, and where its packets may go.
public struct NetworkOptions: Hashable, Sendable, Codable {
    /// Who lets a machine in that has no access key.
    public enum Admission: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nobody: it is refused.
        case keyOnly
        /// An admin: it waits as a pending node.
        case manual
    }

    public var admission: Admission
    /// The local network that nodes stay in: they reach each other by their addresses in it alone, and nothing crosses
    /// the public Internet. Nil: any way that answers.
    public var localRange: IPPrefix?
    /// How often agents without a session ask for changes.
    public var checkInInterval: CheckInInterval

    public init(
        admission: Admission = .keyOnly, localRange: IPPrefix? = nil, checkInInterval: CheckInInterval = .netmaker
    ) {
        self.admission = admission
        self.localRange = localRange
        self.checkInInterval = checkInInterval
    }

    /// - Throws: `ModelError.Code.invalidValue` when the local range overlaps one of the network's own: the tunnel would
    ///   lead through itself.
    public func requireApart(from ranges: AddressRanges) throws(ModelError) {
        guard let localRange, let range = ranges.all.first(where: localRange.overlaps) else { return }
        throw ModelError(
            .invalidValue, field: "localRange",
            message: "the local range \(localRange) overlaps the network's own range \(range)",
            remedy: "give the range of the local network that the machines are in")
    }
}

extension NetworkOptions: LaterAddition {
    public static let whenAbsent = NetworkOptions()
}
