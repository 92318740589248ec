import Glibc
import Netlink
import NetmakerCore

/// Writes requests of the cross-platform userspace protocol: lines of `key=value`, ended by an empty one
/// (https://www.wireguard.com/xplatform/). Keys are in hexadecimal.
enum UAPIRequest {
    /// Reads the device.
    static func get() -> WipedBuffer {
        var text = WipedBuffer(capacity: 16)
        text.append("get=1\n\n")
        return text
    }

    /// Carries out a plan. The implementation does so line by line, and stops at one it refuses.
    static func set(_ plan: DevicePlan) -> WipedBuffer {
        var text = WipedBuffer(capacity: 256 + plan.peers.count * 256)
        text.append("set=1\n")
        // Before the key, which would be brought together with that of each peer there is.
        if plan.formerPeers == .go { text.append("replace_peers=true\n") }
        switch plan.privateKey {
        case .keep: break
        case .set(let key): key.withUnsafeBytes { text.append("private_key", hexadecimal: $0) }
        case .clear: text.appendZeroKey("private_key")
        }
        if let port = plan.listenPort { text.append("listen_port=\(port)\n") }
        switch plan.firewallMark {
        case .keep: break
        case .set(let mark): text.append("fwmark=\(mark.rawValue)\n")
        case .clear: text.append("fwmark=0\n")
        }
        for change in plan.peers { append(change, to: &text) }
        text.append("\n")
        return text
    }

    private static func append(_ change: PeerChange, to text: inout WipedBuffer) {
        change.publicKey.withUnsafeBytes { text.append("public_key", hexadecimal: $0) }
        switch change.action {
        case .add: break
        case .update: text.append("update_only=true\n")
        case .remove:
            text.append("remove=true\n")
            return
        }
        switch change.presharedKey {
        case .keep: break
        case .set(let key): key.withUnsafeBytes { text.append("preshared_key", hexadecimal: $0) }
        case .clear: text.appendZeroKey("preshared_key")
        }
        if let endpoint = change.endpoint { text.append("endpoint=\(endpoint)\n") }
        if let keepalive = change.persistentKeepalive {
            text.append("persistent_keepalive_interval=\(keepalive.seconds ?? 0)\n")
        }
        if case .replace = change.allowedIPs { text.append("replace_allowed_ips=true\n") }
        for prefix in change.allowedIPs.added { text.append("allowed_ip=\(prefix)\n") }
        for prefix in change.allowedIPs.removed { text.append("allowed_ip=-\(prefix)\n") }
    }
}

extension WipedBuffer {
    fileprivate mutating func append(_ name: String, hexadecimal bytes: UnsafeRawBufferPointer) {
        append("\(name)=")
        // Digit by digit: a String of a key would stay on the heap.
        for byte in bytes {
            append(Self.digit(byte >> 4))
            append(Self.digit(byte & 15))
        }
        append("\n")
    }

    /// A key of all zeros, which means: none.
    fileprivate mutating func appendZeroKey(_ name: String) {
        withUnsafeBytes(of: (0, 0, 0, 0) as (UInt64, UInt64, UInt64, UInt64)) { append(name, hexadecimal: $0) }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
