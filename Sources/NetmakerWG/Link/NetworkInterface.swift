internal import Netlink

/// An interface of a machine, of whatever kind.
public struct NetworkInterface: Hashable, Sendable {
    /// Its number, which stays until it is removed.
    public let index: UInt32
    /// Its name, which may change.
    public let name: String
    /// What made it, such as `wireguard`, `tun` or `veth`; nil for hardware.
    public let kind: String?
    /// Whether it is administratively up.
    public let isUp: Bool
    /// The longest packet it takes, in bytes.
    public let mtu: Int

    /// An interface.
    public init(index: UInt32, name: String, kind: String?, isUp: Bool, mtu: Int) {
        self.index = index
        self.name = name
        self.kind = kind
        self.isUp = isUp
        self.mtu = mtu
    }

    init(_ message: LinkMessage) {
        self.init(
            index: message.index, name: message.name, kind: message.kind, isUp: message.isUp, mtu: Int(message.mtu))
    }
}
