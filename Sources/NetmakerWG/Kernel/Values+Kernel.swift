import Netlink
import NetmakerCore

// Between the kernel's bits and the values of NetmakerCore.

extension Update {
    /// Whether there is nothing to do.
    var isKeep: Bool {
        if case .keep = self { true } else { false }
    }
}

extension IPAddress {
    init(_ address: InternetAddress) {
        switch address {
        case .v4(let bits): self = .v4(IPv4Address(rawValue: bits))
        case .v6(let bits): self = .v6(IPv6Address(rawValue: bits))
        }
    }

    /// The address as the kernel's messages carry it.
    var bits: InternetAddress {
        switch self {
        case .v4(let address): .v4(address.rawValue)
        case .v6(let address): .v6(address.rawValue)
        }
    }

    var isIPv4: Bool {
        if case .v4 = self { true } else { false }
    }
}

extension IPPrefix {
    var isIPv4: Bool {
        if case .v4 = self { true } else { false }
    }
}

extension PeerEndpoint {
    /// - Returns: nil for port 0, which nobody can send from.
    init?(_ address: InternetAddress, port: UInt16, scope: UInt32? = nil) {
        guard let port = try? ListenPort(rawValue: port) else { return nil }
        self.init(Endpoint(address: IPAddress(address), port: port), scope: scope)
    }
}

extension IPPrefix {
    /// - Returns: nil for a length that the family does not have.
    init?(masking address: InternetAddress, length: UInt8) {
        guard let prefix = try? IPPrefix(containing: IPAddress(address), length: Int(length)) else { return nil }
        self = prefix
    }
}

extension InterfaceAddress {
    /// - Returns: nil for a length that the family does not have.
    init?(_ message: AddressMessage) {
        guard
            let address = try? InterfaceAddress(
                address: IPAddress(message.address), prefixLength: Int(message.prefixLength))
        else { return nil }
        self = address
    }

    /// This address, on the interface of a number.
    func message(_ index: UInt32) -> AddressMessage {
        AddressMessage(index: index, address: address.bits, prefixLength: UInt8(prefixLength))
    }
}

extension Route {
    /// - Returns: nil for a length that the family does not have.
    init?(_ message: RouteMessage) {
        guard let destination = IPPrefix(masking: message.destination, length: message.prefixLength) else { return nil }
        self.init(to: destination, table: RouteTable(rawValue: message.table), metric: message.metric)
    }

    /// This route, over the interface of a number.
    func message(_ index: UInt32) -> RouteMessage {
        RouteMessage(
            destination: destination.address.bits, prefixLength: UInt8(destination.length), index: index,
            table: table.rawValue, metric: metric, routeProtocol: Self.mark)
    }
}
