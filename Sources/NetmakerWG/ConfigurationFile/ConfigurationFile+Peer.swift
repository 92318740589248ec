public import NetmakerCore

extension ConfigurationFile {
    /// A section `[Peer]`.
    public struct Peer: Sendable {
        /// Who it is (`PublicKey`).
        public var publicKey: PublicKey
        /// The symmetric key mixed into the handshake (`PresharedKey`); nil for none.
        public var presharedKey: PresharedKey?
        /// What routes to it (`AllowedIPs`). As WireGuard does, reading drops host bits.
        public var allowedIPs: AllowedIPs
        /// Where to reach it (`Endpoint`); nil when it is the one that calls.
        public var endpoint: WrittenEndpoint?
        /// How often an empty packet keeps a NAT's mapping (`PersistentKeepalive`).
        public var persistentKeepalive: PersistentKeepalive

        /// A peer.
        public init(
            publicKey: PublicKey,
            presharedKey: PresharedKey? = nil,
            allowedIPs: AllowedIPs = [],
            endpoint: WrittenEndpoint? = nil,
            persistentKeepalive: PersistentKeepalive = .off
        ) {
            self.publicKey = publicKey
            self.presharedKey = presharedKey
            self.allowedIPs = allowedIPs
            self.endpoint = endpoint
            self.persistentKeepalive = persistentKeepalive
        }
    }
}
