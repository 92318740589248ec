import Glibc
import NetmakerCore
import NetmakerWG
import Testing

/// What implementations do that do not do what the protocol says, or are in trouble.
@Suite struct `An implementation of WireGuard in userspace` {
    /// Where it is not to run out, however busy the machine.
    private static let generous: Duration = .seconds(120)
    private static let peer = "public_key=\(String(repeating: "aa", count: 32))\n"

    private func state(
        patience: Duration = generous, _ script: @escaping @Sendable (ScriptedUserspace.Caller) -> Void
    ) async throws -> DeviceState {
        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: patience)
        return try await userspace.answering(script) { try await device.state() }
    }

    private func refusal(
        patience: Duration = generous, _ script: @escaping @Sendable (ScriptedUserspace.Caller) -> Void
    ) async -> WireGuardError? {
        await #expect(throws: WireGuardError.self) { try await state(patience: patience, script) }
    }

    @Test func `is asked and answers`() async throws {
        let state = try await state { caller in
            let request = caller.request()
            caller.answer(request == "get=1" ? "listen_port=51821\n\(Self.peer)errno=0\n\n" : "errno=22\n\n")
        }
        #expect(state.listenPort == .netmaker)
        #expect(state.peers.count == 1)
    }

    @Test func `may tell what nobody here knows, and answer byte by byte`() async throws {
        let state = try await state { caller in
            _ = caller.request()
            let text = "jc=4\nlisten_port=51821\n\(Self.peer)advanced_security=on\nrx_bytes=7\nerrno=0\n\n"
            for character in text { caller.answer(String(character)) }
        }
        #expect(state.peers.values.first?.receivedBytes == 7)
    }

    @Test func `may keep its private key to itself`() async throws {
        let own = PrivateKey.generate().publicKey
        let hexadecimal = own.bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        let state = try await state { caller in
            _ = caller.request()
            caller.answer("own_public_key=\(hexadecimal)\nerrno=0\n\n")
        }
        #expect(state.publicKey == own)

        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: Self.generous)
        let error = await #expect(throws: WireGuardError.self) {
            try await userspace.answering { caller in
                _ = caller.request()
                caller.answer("own_public_key=\(hexadecimal)\nerrno=0\n\n")
            } while: {
                try await device.privateKey()
            }
        }
        #expect(error?.code == .refused)
        #expect(error?.message.contains("keeps the private key to itself") == true)
    }

    @Test func `may keep the interface of a peer on the same link to itself, and is not told it again`() async throws {
        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: Self.generous)
        let there = try PublicKey(bytes: key(0xAA))
        let wanted = DeviceConfiguration(
            privateKey: nil,
            peers: [there: PeerConfiguration(endpoint: .pinned(try peerEndpoint("[fe80::7]:4711", scope: 2)))])
        let states = try await userspace.answering(calls: 5) { caller in
            if caller.request().hasPrefix("set=1") { return caller.answer("errno=0\n\n") }
            caller.answer("\(Self.peer)endpoint=[fe80::7]:4711\nerrno=0\n\n")
        } while: {
            // Before it was told, told, and after somebody else put another there.
            let before = try await device.state()
            try await device.apply(DevicePlan(from: before, to: wanted, now: .testNow))
            let after = try await device.state()
            try await device.apply(
                DevicePlan(peers: [PeerChange(.update, there, endpoint: try peerEndpoint("[fe80::7]:4711"))]))
            return [before, after, try await device.state()]
        }
        #expect(states.map { DevicePlan(from: $0, to: wanted, now: .testNow).isEmpty } == [false, true, false])
    }

    @Test func `is gone when it dies amid an answer`() async {
        let error = await refusal { caller in
            _ = caller.request()
            caller.answer("listen_port=51821\n\(Self.peer)")
        }
        #expect(error?.code == .interfaceGone)
    }

    @Test func `is gone when it dies before its answer`() async {
        let error = await refusal { caller in _ = caller.request() }
        #expect(error?.code == .interfaceGone)
    }

    @Test func `is given up when it hangs, and when it only seems to answer`() async {
        let silent = await refusal(patience: .milliseconds(100)) { caller in caller.awaitEnd() }
        #expect(silent?.code == .unresponsive)
        #expect(silent?.remedy.isEmpty == false)
        let drop = "rx_bytes=1\n"
        let dripping = await refusal(patience: .milliseconds(200)) { caller in
            _ = caller.request()
            caller.answer(Self.peer)
            // More often than any one wait would take.
            for _ in 0..<10_000 {
                var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
                nanosleep(&pause, nil)
                guard caller.isThere else { return }
                caller.answer(drop)
            }
        }
        #expect(dripping?.code == .unresponsive)
    }

    @Test func `is given up at once when nobody waits for its answer any more`() async {
        let (asked, hasAsked) = AsyncStream.makeStream(of: Void.self)
        let start = ContinuousClock.now
        let error = await withTaskGroup(of: WireGuardError?.self) { group in
            group.addTask {
                await refusal(patience: .seconds(600)) { caller in
                    _ = caller.request()
                    hasAsked.finish()
                    caller.awaitEnd()
                }
            }
            for await _ in asked {}
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(error?.code == .unresponsive)
        #expect(start.duration(to: .now) < .seconds(60))
    }

    @Test func `is not believed when an answer lacks its errno`() async {
        let error = await refusal { caller in
            _ = caller.request()
            caller.answer("listen_port=51821\n\n")
        }
        #expect(error?.code == .malformed)
    }

    @Test(arguments: [EPERM: "root", EADDRINUSE: "listen port", EINVAL: "version", EIO: "plan again"])
    func `says by an errno why it refuses, and the error what to do`(number: Int32, remedy: String) async throws {
        let asked = await refusal { caller in
            _ = caller.request()
            caller.answer("errno=\(number)\n\n")
        }
        #expect(asked?.code == .refused)
        #expect(asked?.remedy.contains(remedy) == true)

        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: Self.generous)
        let told = await #expect(throws: WireGuardError.self) {
            // As wireguard-go has it. What stands is asked then, and refused as well.
            try await userspace.answering(
                calls: 2,
                { caller in
                    _ = caller.request()
                    caller.answer("errno=-\(number)\n\n")
                }
            ) { try await device.apply(DevicePlan(listenPort: .netmaker)) }
        }
        #expect(told?.code == .refused)
        #expect(told?.message.contains("errno \(number)") == true)
    }

    @Test func `is heard when it refuses a line of a long request and hangs up on the rest`() async throws {
        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: Self.generous)
        let peers = try (0..<20_000).map { number in
            PeerChange(
                .add, try PublicKey(bytes: withUnsafeBytes(of: UInt64(number)) { Array($0) } + key(1).dropLast(8)))
        }
        let error = await #expect(throws: WireGuardError.self) {
            try await userspace.answering(
                calls: 2,
                { caller in
                    // What stands is asked then.
                    if caller.take(4) == "get=" { return caller.answer("public_key=\(hexadecimal("aa"))\nerrno=0\n\n") }
                    _ = caller.take(1000)
                    caller.answer("errno=-22\n\n")
                }
            ) { try await device.apply(DevicePlan(peers: peers)) }
        }
        #expect(error?.code == .refused)
        #expect(error?.message.contains("errno 22") == true)
        #expect(error?.message.contains("0 of 20000 changes") == true)
        #expect(error?.state?.peers.count == 1)
    }

    @Test func `says how much stands of what it did before it refused`() async throws {
        let userspace = try ScriptedUserspace()
        let device = userspace.device(patience: Self.generous)
        let numbers = ["aa", "ab", "ac", "ad", "ae"]
        let peers = try numbers.map { number in
            PeerChange(
                .add, try PublicKey(bytes: key(UInt8(number, radix: 16) ?? 0)),
                allowedIPs: .add(try allowedIPs("10.10.0.\(UInt8(number, radix: 16) ?? 0)/32")))
        }
        let standing = numbers.prefix(3).map { number in
            // The last was made, and got nothing any more.
            "public_key=\(hexadecimal(number))\n"
                + (number == "ac" ? "" : "allowed_ip=10.10.0.\(UInt8(number, radix: 16) ?? 0)/32\n")
        }
        let error = await #expect(throws: WireGuardError.self) {
            try await userspace.answering(calls: 2) { caller in
                let isGet = caller.request() == "get=1"
                caller.answer(isGet ? standing.joined() + "errno=0\n\n" : "errno=-22\n\n")
            } while: {
                try await device.apply(DevicePlan(peers: peers))
            }
        }
        #expect(error?.message.contains("2 of 5 changes of peers stand") == true)
        #expect(error?.state?.peers.count == 3)
    }

    private func hexadecimal(_ byte: String) -> String { String(repeating: byte, count: 32) }

    @Test func `tells of ten thousand peers`() async throws {
        let state = try await state { caller in
            _ = caller.request()
            var answer = "listen_port=51821\n"
            for number in 0..<10_000 {
                let low = String(number, radix: 16)
                answer += "public_key=\(String(repeating: "0", count: 60 - low.count))\(low)0001\n"
                answer += "preshared_key=\(String(repeating: "0", count: 64))\nprotocol_version=1\n"
                answer += "endpoint=192.0.2.1:\(number + 1)\nlast_handshake_time_sec=0\nlast_handshake_time_nsec=0\n"
                answer += "tx_bytes=0\nrx_bytes=0\npersistent_keepalive_interval=25\n"
                answer += "allowed_ip=10.\(number / 256).\(number % 256).1/32\n"
            }
            caller.answer(answer + "errno=0\n\n")
        }
        #expect(state.peers.count == 10_000)
        #expect(Set(state.peers.values.flatMap(\.allowedIPs)).count == 10_000)
    }

    @Test(arguments: [
        "public_key=\(String(repeating: "00", count: 32))\nerrno=0\n\n", "\(peer)\(peer)errno=0\n\n",
        "rx_bytes=1\nerrno=0\n\n", "\(peer)rx_bytes=+1\nerrno=0\n\n", "\(peer)protocol_version=2\nerrno=0\n\n",
        "\(peer)last_handshake_time_sec=9223372036854775807\nerrno=0\n\n", "errno=0\nerrno=0\n\n", "errno=x\n\n",
        "listen_port=65536\nerrno=0\n\n", "fwmark=0x10\nerrno=0\n\n",
    ])
    func `is not believed when it answers nonsense`(answer: String) async {
        let error = await refusal { caller in
            _ = caller.request()
            caller.answer(answer)
        }
        #expect(error?.code == .malformed)
        #expect(error?.remedy.contains("WG_USERSPACE_IMPLEMENTATION") == true)
    }
}
