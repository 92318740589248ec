/// Equal when they say the same: indexes and sums follow from what they index.
extension NetworkState: Equatable {
    public static func == (lhs: NetworkState, rhs: NetworkState) -> Bool {
        lhs.revision == rhs.revision && lhs.network == rhs.network && lhs.recordDigest == rhs.recordDigest
            && lhs.dnsDigest == rhs.dnsDigest && lhs.nodes == rhs.nodes && lhs.accessKeys == rhs.accessKeys
            && lhs.dnsRecords == rhs.dnsRecords && lhs.clients == rhs.clients
    }
}
