import NetmakerCore

@testable import Netlink
@testable import NetmakerWG

/// What implementations of WireGuard outside the kernel answer.
extension FuzzTarget {
    /// An answer to `get`, or to `set`; the first byte says which.
    static let userspace = FuzzTarget(
        "uapi",
        words: [
            "private_key=", "own_public_key=", "listen_port=", "fwmark=", "public_key=", "preshared_key=", "endpoint=",
            "persistent_keepalive_interval=", "allowed_ip=", "last_handshake_time_sec=", "last_handshake_time_nsec=",
            "rx_bytes=", "tx_bytes=", "protocol_version=", "errno=", "9223372036854775807",
        ],
        seeds: { [[0] + Array(answer.utf8)] + ["errno=0\n\n", "errno=-98\n\n"].map { [1] + Array($0.utf8) } },
        nearMisses: {
            [
                answer.replacing("errno=0", with: "errno=5"), answer.replacing("errno=0\n", with: ""),
                answer.replacing("0.0.0.0/0", with: "0.0.0.0/33"), answer.replacing("_key=c5", with: "_key="),
                answer.replacing("192.0.2.7:51820", with: "192.0.2.7"),
            ].map { [0] + Array($0.utf8) } + [[1] + Array("\n\n".utf8)]
        },
        check: { input in
            let readers: [@Sendable ([UInt8]) throws -> Void] = [checkDevice, checkErrno]
            guard let (read, bytes) = choice(readers, input) else { return .refused }
            do {
                try read(Array(bytes))
                return .taken
            } catch let error as WireGuardError {
                try require([.malformed, .refused].contains(error.code), "it is refused as \(error.code)")
                try ErrorText.check(error.message)
                try ErrorText.check(error.remedy)
                return .refused
            }
        })

    private static let checkErrno: @Sendable ([UInt8]) throws -> Void = { answer in
        let number = try answer.withUnsafeBytes { try UAPIResponse.errorNumber($0) }
        try require(number >= 0, "errno \(number)")
    }

    /// A device that was read is the same when it is written as a plan and read again: requests and answers have the
    /// same lines.
    private static let checkDevice: @Sendable ([UInt8]) throws -> Void = { answer in
        let interface = try InterfaceName(parsing: "nm-harbor")
        let state = try answer.withUnsafeBytes { try UAPIResponse.state($0, of: interface) }
        for peer in state.peers.values { _ = peer.isLive(at: Seed.time) }
        let request = UAPIRequest.set(DevicePlan(making: state)).withBytes { String(decoding: $0, as: UTF8.self) }
        let lines = request.dropFirst("set=1\n".count).dropLast() + "errno=0\n\n"
        let again: DeviceState
        do {
            again = try Array(lines.utf8).withUnsafeBytes { try UAPIResponse.state($0, of: interface) }
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try again.checkConfiguration(is: state)
        _ = try answer.withUnsafeBytes { try UAPIResponse.privateKey($0, of: interface) }
    }

    /// What wireguard-go answered, of the device of ``KernelBytes``.
    private static let answer = """
        private_key=3806e7071ecb4ea6db7e314b3efe8d08ef72386ca17ef5b9ab4b747f11bd9d58
        listen_port=51821
        fwmark=51820
        public_key=c53201039adba14be71f886da1d8dbe9eebded08cb111b75340078999aa9f038
        preshared_key=fd4c1c48f837f215bf0fd637b5c4b514e5742b5c2e51131b4b4b1eb0910fe5a9
        protocol_version=1
        endpoint=192.0.2.7:51820
        last_handshake_time_sec=0
        last_handshake_time_nsec=0
        tx_bytes=0
        rx_bytes=0
        persistent_keepalive_interval=25
        allowed_ip=10.10.0.7/32
        allowed_ip=fd00:10::7/128
        public_key=4eb32f4a83f88d842563a448cc181bb2c42a637bf12363e2fb2ef594e5965d7d
        preshared_key=0000000000000000000000000000000000000000000000000000000000000000
        protocol_version=1
        endpoint=[2001:db8::7]:51820
        last_handshake_time_sec=1700000000
        last_handshake_time_nsec=500000000
        tx_bytes=148
        rx_bytes=92
        persistent_keepalive_interval=0
        allowed_ip=0.0.0.0/0
        allowed_ip=::/0
        errno=0


        """
}
