internal import NetmakerCore
internal import NetmakerWG

/// What a gateway's table keeps from being forwarded, besides what it accepts.
struct GatewayGuard: Hashable, Sendable {
    /// In which the machine forwards for gateways alone.
    let families: Set<AddressFamily>
    /// Of the machine's other networks: those for which it is no gateway.
    let interfaces: Set<InterfaceName>
}
