internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension UInt128 {
    /// 16 bytes in network order.
    init(wire: Data) throws(MalformedField) {
        guard wire.count == 16 else { throw MalformedField("", message: "it has \(wire.count) bytes, not 16") }
        self = wire.reduce(0) { $0 << 8 | UInt128($1) }
    }

    var wire: Data { withUnsafeBytes(of: bigEndian) { Data($0) } }
}

extension IPAddress {
    init(_ wire: WireIPAddress) throws(MalformedField) {
        switch wire.address {
        case .v4(let number): self = .v4(IPv4Address(rawValue: number))
        case .v6(let bytes):
            self = .v6(
                IPv6Address(rawValue: try part("v6") { () throws(MalformedField) in try UInt128(wire: bytes) }))
        case nil: throw .missing("address")
        }
    }

    var wire: WireIPAddress {
        WireIPAddress.with {
            switch self {
            case .v4(let address): $0.v4 = address.rawValue
            case .v6(let address): $0.v6 = address.rawValue.wire
            }
        }
    }
}

extension ListenPort {
    init(wire: UInt32, field name: String) throws(MalformedField) {
        self = try field(name) { () throws(ModelError) in try ListenPort(Int(wire)) }
    }
}

extension Endpoint {
    init(_ wire: WireEndpoint) throws(MalformedField) {
        self.init(
            address: try part("address") { () throws(MalformedField) in try IPAddress(wire.address) },
            port: try ListenPort(wire: wire.port, field: "port"))
    }

    var wire: WireEndpoint {
        WireEndpoint.with {
            $0.address = address.wire
            $0.port = UInt32(port.rawValue)
        }
    }
}

extension InterfaceAddress {
    init(_ wire: WireInterfaceAddress) throws(MalformedField) {
        let address = try part("address") { () throws(MalformedField) in try IPAddress(wire.address) }
        self = try field("prefix_length") { () throws(ModelError) in
            try InterfaceAddress(address: address, prefixLength: Int(wire.prefixLength))
        }
    }

    var wire: WireInterfaceAddress {
        WireInterfaceAddress.with {
            $0.address = address.wire
            $0.prefixLength = UInt32(prefixLength)
        }
    }
}

extension IPv4Prefix {
    init(_ wire: WireIPv4Prefix) throws(MalformedField) {
        self = try field("length") { () throws(ModelError) in
            try IPv4Prefix(address: IPv4Address(rawValue: wire.address), length: Int(wire.length))
        }
    }

    var wire: WireIPv4Prefix {
        WireIPv4Prefix.with {
            $0.address = address.rawValue
            $0.length = UInt32(length)
        }
    }
}

extension IPv6Prefix {
    init(_ wire: WireIPv6Prefix) throws(MalformedField) {
        let address = try part("address") { () throws(MalformedField) in try UInt128(wire: wire.address) }
        self = try field("length") { () throws(ModelError) in
            try IPv6Prefix(address: IPv6Address(rawValue: address), length: Int(wire.length))
        }
    }

    var wire: WireIPv6Prefix {
        WireIPv6Prefix.with {
            $0.address = address.rawValue.wire
            $0.length = UInt32(length)
        }
    }
}

extension IPPrefix {
    /// Host bits are an error, not dropped.
    init(_ wire: WireIPPrefix) throws(MalformedField) {
        let address = try part("address") { () throws(MalformedField) in try IPAddress(wire.address) }
        self = try field("length") { () throws(ModelError) in
            switch address {
            case .v4(let address): .v4(try IPv4Prefix(address: address, length: Int(wire.length)))
            case .v6(let address): .v6(try IPv6Prefix(address: address, length: Int(wire.length)))
            }
        }
    }

    var wire: WireIPPrefix {
        WireIPPrefix.with {
            $0.address = address.wire
            $0.length = UInt32(length)
        }
    }
}

extension MapDigest {
    init(wire: Data, field name: String = "digest") throws(MalformedField) {
        self.init(rawValue: try part(name) { () throws(MalformedField) in try UInt128(wire: wire) })
    }
}

extension CertificatePin {
    init(wire: Data) throws(MalformedField) {
        self = try field("pin") { () throws(ModelError) in try CertificatePin(bytes: wire) }
    }
}

extension PublicKey {
    /// Nil for no bytes.
    init?(wire: Data, field name: String) throws(MalformedField) {
        guard !wire.isEmpty else { return nil }
        self = try field(name) { () throws(ModelError) in try PublicKey(bytes: wire) }
    }
}

extension Timestamp {
    /// Nil for 0, which stands for never.
    init?(wire milliseconds: Int64) {
        guard milliseconds != 0 else { return nil }
        self.init(millisecondsSince1970: milliseconds)
    }
}
