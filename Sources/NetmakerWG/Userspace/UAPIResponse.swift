import Glibc
import NetmakerCore

/// Reads answers of the userspace protocol.
enum UAPIResponse {
    /// Whether an answer is whole: it ends with an empty line.
    static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count >= 2 && bytes[bytes.count - 1] == newline && bytes[bytes.count - 2] == newline
    }

    /// The errno of an answer; 0 for success.
    static func errorNumber(_ bytes: UnsafeRawBufferPointer) throws(WireGuardError) -> CInt {
        var number: CInt?
        try forEachLine(bytes) { (key, value) throws(WireGuardError) in
            guard case "errno" = key else { return }
            guard number == nil, let signed = CInt(text(value)) else {
                throw malformed("errno=\(ShownText(text(value)))")
            }
            // wireguard-go writes errno values negated, others do not.
            number = CInt(exactly: signed.magnitude) ?? EIO
        }
        // Every answer has one, last: without it this is the beginning of one.
        guard let number else { throw malformed("an answer without errno") }
        return number
    }

    /// The state in an answer to `get`.
    ///
    /// What is not known is passed over: newer implementations may tell more.
    ///
    /// - Parameter index: the number of the interface of a name; nil when there is none.
    /// - Throws: ``WireGuardError/Code/refused`` when the answer is an errno instead.
    static func state(
        _ bytes: UnsafeRawBufferPointer, of interface: InterfaceName,
        numbering index: @escaping (String) throws(WireGuardError) -> UInt32? = { _ in nil }
    ) throws(WireGuardError) -> DeviceState {
        try checkSuccess(bytes, of: interface)
        var reader = Reader(interface: interface, numbering: index)
        try forEachLine(bytes) { (key, value) throws(WireGuardError) in try reader.read(key, value) }
        return try reader.finish()
    }

    /// - Throws: ``WireGuardError/Code/refused`` when an answer to `get` is an errno.
    static func checkSuccess(
        _ bytes: UnsafeRawBufferPointer, of interface: InterfaceName
    ) throws(WireGuardError) {
        let number = try errorNumber(bytes)
        guard number == 0 else { throw WireGuardError(errno: number, doing: "read device \(interface)") }
    }

    static func malformed(_ what: String) -> WireGuardError {
        WireGuardError(
            .malformed, message: "the userspace WireGuard implementation sent \(what)",
            remedy: "check its version, or use another one by WG_USERSPACE_IMPLEMENTATION")
    }

    private static let newline = UInt8(ascii: "\n")

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    static func forEachLine(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (Name, UnsafeRawBufferPointer) throws(WireGuardError) -> Void
    ) throws(WireGuardError) {
        var rest = bytes[...]
        while let end = position(of: "\n", in: rest) {
            let line = rest[rest.startIndex..<end]
            rest = rest[(end + 1)...]
            guard !line.isEmpty else { continue }
            guard let separator = position(of: "=", in: line) else {
                throw malformed("a line without an equals sign")
            }
            try body(
                Name(bytes: UnsafeRawBufferPointer(rebasing: line[..<separator])),
                UnsafeRawBufferPointer(rebasing: line[(separator + 1)...]))
        }
    }

    private static func position(of character: Unicode.Scalar, in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        let part = UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = part.baseAddress, let found = memchr(start, CInt(character.value), part.count) else {
            return nil
        }
        return bytes.startIndex + (UnsafeRawPointer(found) - start)
    }

    /// What a line is called. Of these there are tens of thousands in an answer: none becomes a String but to be shown.
    struct Name: CustomStringConvertible {
        fileprivate let bytes: UnsafeRawBufferPointer

        var description: String { text(bytes) }

        static func ~= (pattern: StaticString, name: Name) -> Bool {
            let bytes = name.bytes
            guard pattern.utf8CodeUnitCount == bytes.count, let start = bytes.baseAddress else { return false }
            return memcmp(pattern.utf8Start, start, bytes.count) == 0
        }
    }

    /// Gathers lines into a state: those before the first `public_key` are the device's, those after it that peer's.
    private struct Reader {
        private var state: DeviceState
        private var key: PublicKey?
        private var peer = PeerState()
        private var prefixes: [IPPrefix] = []
        private var handshake = (seconds: Int64(0), nanoseconds: Int64(0))
        private let index: (String) throws(WireGuardError) -> UInt32?

        init(
            interface: InterfaceName, numbering index: @escaping (String) throws(WireGuardError) -> UInt32?
        ) {
            self.index = index
            state = DeviceState(interface: interface)
        }

        mutating func finish() throws(WireGuardError) -> DeviceState {
            try endPeer()
            return state
        }

        mutating func read(_ name: Name, _ value: UnsafeRawBufferPointer) throws(WireGuardError) {
            if case "public_key" = name {
                try endPeer()
                key = try UAPIResponse.key(value) { bytes throws(ModelError) in try PublicKey(bytes: bytes) }
                guard key != nil else { throw malformed("a peer without a key") }
            } else if key == nil {
                try readSetting(name, value)
            } else {
                try readPeer(name, value)
            }
        }

        private mutating func readSetting(_ name: Name, _ value: UnsafeRawBufferPointer) throws(WireGuardError) {
            switch name {
            case "private_key":
                state.publicKey = try UAPIResponse.key(value) { bytes throws(ModelError) in
                    try PrivateKey(bytes: bytes).publicKey
                }
            // Some keep the private key to themselves.
            case "own_public_key":
                state.publicKey = try UAPIResponse.key(value) { bytes throws(ModelError) in
                    try PublicKey(bytes: bytes)
                }
            case "listen_port":
                let port: UInt16 = try number(name, value)
                state.listenPort = try? ListenPort(rawValue: port)
            case "fwmark": state.firewallMark = FirewallMark(try number(name, value))
            case "preshared_key", "endpoint", "persistent_keepalive_interval", "allowed_ip", "rx_bytes", "tx_bytes":
                throw malformed("\(name) before the peer it is of")
            default: break
            }
        }

        private mutating func readPeer(_ name: Name, _ value: UnsafeRawBufferPointer) throws(WireGuardError) {
            switch name {
            case "preshared_key":
                peer.presharedKey = try UAPIResponse.key(value) { bytes throws(ModelError) in
                    try PresharedKey(bytes: bytes)
                }
            case "endpoint":
                peer.endpoint = try endpoint(name, value)
            case "persistent_keepalive_interval":
                let seconds: UInt16 = try number(name, value)
                peer.persistentKeepalive = (try? PersistentKeepalive(seconds: Int(seconds))) ?? .off
            case "allowed_ip":
                if let prefix = IPPrefix(ascii: value) { return prefixes.append(prefix) }
                prefixes.append(try parsed(name, value) { text throws(ModelError) in try IPPrefix(parsing: text) })
            case "last_handshake_time_sec": handshake.seconds = try number(name, value)
            case "last_handshake_time_nsec": handshake.nanoseconds = try number(name, value)
            case "rx_bytes": peer.receivedBytes = try number(name, value)
            case "tx_bytes": peer.sentBytes = try number(name, value)
            case "protocol_version":
                let version: UInt32 = try number(name, value)
                guard version == 1 else { throw malformed("a peer that speaks version \(version) of WireGuard") }
            default: break
            }
        }

        private mutating func endPeer() throws(WireGuardError) {
            defer {
                peer = PeerState()
                prefixes = []
                handshake = (0, 0)
            }
            guard let key else { return }
            peer.allowedIPs = AllowedIPs(prefixes)
            guard handshake.seconds < Int64.max / 1000, handshake.nanoseconds < 1_000_000_000 else {
                throw malformed("a handshake at \(handshake.seconds) s and \(handshake.nanoseconds) ns")
            }
            if handshake.seconds > 0 {
                peer.lastHandshake = Timestamp(
                    millisecondsSince1970: handshake.seconds * 1000 + handshake.nanoseconds / 1_000_000)
            }
            guard state.peers[key] == nil else { throw malformed("peer \(key) twice") }
            state.peers[key] = peer
        }

        /// A peer on the same link is shown as `[fe80::1%eth0]:51820`, or with the interface's number.
        private func endpoint(
            _ name: Name, _ value: UnsafeRawBufferPointer
        ) throws(WireGuardError) -> PeerEndpoint {
            if let endpoint = Endpoint(ascii: value) { return PeerEndpoint(endpoint) }
            var zone: String?
            let endpoint = try parsed(name, value) { text throws(ModelError) in
                guard let start = text.firstIndex(of: "%"), let end = text.lastIndex(of: "]"), start < end else {
                    return try Endpoint(parsing: text)
                }
                zone = String(text[text.index(after: start)..<end])
                return try Endpoint(parsing: String(text[..<start] + text[end...]))
            }
            guard let zone else { return PeerEndpoint(endpoint) }
            if let number = UInt32(zone) { return PeerEndpoint(endpoint, scope: number) }
            return PeerEndpoint(endpoint, scope: try index(zone))
        }

        private func number<Number: FixedWidthInteger>(
            _ name: Name, _ value: UnsafeRawBufferPointer
        ) throws(WireGuardError) -> Number {
            guard let number = Decimal.parse(value, maximum: UInt64(Number.max)) else {
                throw malformed("\(name)=\(ShownText(text(value)))")
            }
            return Number(number)
        }

        private func parsed<Value>(
            _ name: Name, _ value: UnsafeRawBufferPointer, _ parse: (String) throws(ModelError) -> Value
        ) throws(WireGuardError) -> Value {
            do {
                return try parse(text(value))
            } catch {
                throw malformed("\(name)=\(ShownText(text(value)))")
            }
        }
    }
}
