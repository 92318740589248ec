internal import CNetlink
import Glibc

/// A family of generic netlink: a module's own protocol, found by its name.
public struct GenericFamily: Hashable, Sendable {
    /// The name it registered, such as `wireguard`.
    public let name: String
    /// The message type under which it is addressed on this kernel, until the module is unloaded.
    public let number: UInt16
    /// The version of its protocol.
    public let version: UInt8

    /// A family of which all is known.
    public init(name: String, number: UInt16, version: UInt8) {
        self.name = name
        self.number = number
        self.version = version
    }

    /// Asks the kernel for a family; the kernel loads the module where it may.
    ///
    /// - Returns: nil when this kernel has none of that name.
    public static func named(
        _ name: String, over connection: NetlinkConnection
    ) throws(NetlinkError) -> GenericFamily? {
        let request = try NetlinkMessage(
            type: GENL_ID_CTRL,
            header: genlmsghdr(cmd: UInt8(CTRL_CMD_GETFAMILY), version: 1, reserved: 0)
        ) { $0.append(CTRL_ATTR_FAMILY_NAME, string: name) }
        var number: UInt16?
        var version: UInt32 = 0
        do throws(NetlinkError) {
            try connection.query(request, "look up the kernel's \(name) family") { content throws(NetlinkError) in
                try content.withAttributes(after: genlmsghdr.self) { (_, attributes) throws(NetlinkError) in
                    try attributes.forEachAttribute { (type, value) throws(NetlinkError) in
                        switch Int(type) {
                        case Int(CTRL_ATTR_FAMILY_ID): number = try value.integer(UInt16.self)
                        case Int(CTRL_ATTR_VERSION): version = try value.integer(UInt32.self)
                        default: break
                        }
                    }
                }
            }
        } catch {
            guard error.code == .refused, error.errno == ENOENT else { throw error }
            return nil
        }
        guard let number else { throw .malformed("an answer without the number of family \(name)") }
        return GenericFamily(name: name, number: number, version: UInt8(truncatingIfNeeded: version))
    }

    /// A request to this family.
    ///
    /// - Parameters:
    ///   - command: the family's own number for what is asked.
    ///   - capacity: how many bytes to reserve.
    ///   - attributes: writes the attributes.
    public func message(
        _ command: some BinaryInteger,
        capacity: Int = 256,
        attributes: (inout AttributeEncoder) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> NetlinkMessage {
        try NetlinkMessage(
            type: number,
            header: genlmsghdr(cmd: UInt8(command), version: version, reserved: 0),
            capacity: capacity,
            attributes: attributes)
    }
}
