internal import NetmakerCore

/// Where a request came from, as far as it tells one guesser from another: of IPv6 the first 64 bits, since whoever has
/// one address of such a network has all of them (RFC 6177).
struct RequestSource: Hashable, Sendable {
    /// Nil when there is no address, as on a local socket.
    private let network: IPPrefix?

    /// - Parameter address: as the socket has it; one of IPv4 may come in IPv6's form.
    init(address: String?) {
        network = address.flatMap { try? IPAddress(parsing: $0) }.flatMap { address in
            guard case .v6(let long) = address else { return IPPrefix(host: address) }
            return long.mappedIPv4.map { IPPrefix(host: .v4($0)) } ?? (try? IPPrefix(containing: address, length: 64))
        }
    }
}
