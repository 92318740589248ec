import NetmakerCore

@testable import Netlink
@testable import NetmakerWG

/// What the kernel answers. It is no enemy; but it is another one tomorrow, and what reads it runs as root.
extension FuzzTarget {
    /// A datagram; the first byte says what its messages tell of.
    static let netlink = FuzzTarget(
        "netlink",
        seeds: {
            [
                [0] + KernelBytes.device, [1] + KernelBytes.link, [2] + KernelBytes.addresses, [3] + KernelBytes.routes,
                [4] + KernelBytes.family, [0] + KernelBytes.noDevice,
            ]
        },
        nearMisses: {
            [
                [0] + KernelBytes.device.dropLast(40), [1] + KernelBytes.link.prefix(200),
                [2] + KernelBytes.addresses.dropLast(30), [4] + KernelBytes.family.prefix(60),
            ]
        },
        check: { input in
            let readers: [@Sendable ([UInt8]) throws -> Void] = [
                checkDevice, reader { content throws(NetlinkError) in _ = try LinkMessage(decoding: content) },
                reader { content throws(NetlinkError) in
                    _ = try AddressMessage(decoding: content).flatMap(InterfaceAddress.init)
                },
                reader { content throws(NetlinkError) in
                    _ = try RouteMessage(decoding: content).flatMap(Route.init)
                },
                reader { content throws(NetlinkError) in
                    // Behind the generic header.
                    try walk(content.extracting(min(4, content.byteCount)...), depth: 3)
                },
            ]
            guard let (read, datagram) = choice(readers, input) else { return .refused }
            do {
                try read(Array(datagram))
                return .taken
            } catch let error as NetlinkError {
                try require(error.code == .malformed, "it is refused as \(error.code)")
                try ErrorText.check(error.description)
                return .refused
            }
        })

    private static func reader(
        _ read: @escaping @Sendable (RawSpan) throws(NetlinkError) -> Void
    ) -> @Sendable ([UInt8]) throws -> Void {
        { datagram in try forEachMessage(of: datagram, read) }
    }

    /// Hands on what follows the headers of a datagram's messages, but for those that end an answer, which are read here.
    private static func forEachMessage(
        of datagram: [UInt8], _ read: (RawSpan) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        // On the heap, and no longer than it is: then the address sanitizer sees a byte too many.
        try NetlinkReply.forEach(in: datagram.span.bytes) { (reply, content) throws(NetlinkError) in
            let error: UInt16 = 2
            let done: UInt16 = 3
            if reply.type == error || reply.type == done {
                _ = try reply.failure(in: content)
            } else {
                try read(content)
            }
        }
    }

    /// Attributes within attributes, whatever they are, as every kind of value.
    private static func walk(_ content: RawSpan, depth: Int) throws(NetlinkError) {
        try content.forEachAttribute { (_, value) throws(NetlinkError) in
            _ = value.string()
            _ = InternetAddress(networkOrder: value)
            if value.byteCount == 4 { _ = try value.integer(UInt32.self) }
            if value.byteCount >= 16 { _ = try value.structure((Int64, Int64).self) }
            if depth > 0, value.byteCount > 64 { try walk(value, depth: depth - 1) }
        }
    }

    /// A device that was read is the same when it is written as a plan and read again.
    private static let checkDevice: @Sendable ([UInt8]) throws -> Void = { datagram in
        let interface = try InterfaceName(parsing: "nm-office")
        var decoder = DeviceDecoder(interface: interface)
        try forEachMessage(of: datagram) { content throws(NetlinkError) in try decoder.decode(content) }
        let state = try decoder.finish()
        for peer in state.peers.values { _ = peer.isLive(at: Seed.time) }

        let encoder = DeviceEncoder(
            family: GenericFamily(name: "wireguard", number: 0x21, version: 1), interface: interface)
        let plan = DevicePlan(making: state)
        var again = DeviceDecoder(interface: interface)
        let rewritten: DeviceState
        do throws(NetlinkError) {
            try encoder.forEachMessage(of: plan) { message throws(NetlinkError) in
                let bytes = message.withBytes { Array($0) }
                try forEachMessage(of: bytes) { content throws(NetlinkError) in try again.decode(content) }
            }
            rewritten = try again.finish()
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try rewritten.checkConfiguration(is: state)
    }
}
