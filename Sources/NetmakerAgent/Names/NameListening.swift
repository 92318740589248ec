internal import NetmakerCore

/// Where an agent listens for questions about its network's names.
public struct NameListening: Sendable {
    /// The address of a network, by its number among the machine's.
    let address: @Sendable (UInt16) -> IPv4Address
    /// Tried in this order. 0 is any that is free.
    let ports: [UInt16]

    /// Each network has a loopback address of its own, `127.110.0.1` the first, so that none is in another's way, nor in
    /// that of a resolver on `127.0.0.1` or `127.0.0.53`.
    ///
    /// Where somebody listens on port 53 of all addresses, another port that only root may listen on: from one above 1023
    /// any user could answer in the agent's place while it is down.
    public static let standard = NameListening(
        address: { IPv4Address(rawValue: 0x7F6E_0000 | UInt32($0)) }, ports: [53, 253, 254, 255])

    /// The same addresses, and ports that anybody may have.
    public static let anyPort = NameListening(address: standard.address, ports: [0])
}
