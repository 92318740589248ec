internal import NetmakerCore

/// Where a request came from, as far as it tells one guesser from another: of IPv6 the first 64 bits, since whoever has
/// one address of such a network has all of them (RFC 6177).
struct RequestSource: Hashable, Sendable, CustomStringConvertible {
    /// Nil when there is no address, as on a local socket.
    private let network: IPPrefix?

    /// - Parameter address: as the socket has it; one of IPv4 may come in IPv6's form.
    init(address: String?) { self.init(address.flatMap { IPAddress(asSeen: $0) }) }

    /// - Parameter address: one of IPv4 in its own form; nil when there is none.
    init(_ address: IPAddress?) {
        network = address.flatMap { address in
            address.bitWidth == 128 ? try? IPPrefix(containing: address, length: 64) : IPPrefix(host: address)
        }
    }

    /// The address or, of IPv6, the network; `local` for a local socket.
    var description: String {
        guard let network else { return "local" }
        return network.length == network.address.bitWidth ? "\(network.address)" : "\(network)"
    }
}

extension IPAddress {
    /// As a socket or a header has it: one of IPv4 may come in IPv6's form (RFC 4291, section 2.5.5.2). Nil for no
    /// address.
    init?(asSeen text: String) {
        guard let address = try? IPAddress(parsing: text) else { return nil }
        guard case .v6(let long) = address, let short = long.mappedIPv4 else {
            self = address
            return
        }
        self = .v4(short)
    }
}
