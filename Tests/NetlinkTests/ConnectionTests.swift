import Glibc
import Netlink
import Testing

private func request() throws(NetlinkError) -> NetlinkMessage {
    try NetlinkMessage(type: 0x20, header: 0 as UInt32)
}

@Suite struct `A netlink connection` {
    @Test func `numbers its requests and waits for the acknowledgement`() throws {
        let kernel = ScriptedNetlink([{ [$0[0].acknowledgement()] }, { [$0[0].acknowledgement()] }])
        let connection = NetlinkConnection(over: kernel)
        try connection.perform(request(), "first")
        try connection.perform(request(), "second")
        #expect(kernel.requests.map(\.sequence) == [1, 2])
        #expect(kernel.requests.map(\.flags) == [0x5, 0x5])
    }

    @Test func `keeps the operation, the errno, the kernel's text and the offset of a refusal`() throws {
        let kernel = ScriptedNetlink([{ [$0[0].acknowledgement(EINVAL, text: "Nested flag missing", offset: 20)] }])
        let error = try #require(throws: NetlinkError.self) {
            try NetlinkConnection(over: kernel).perform(request(), "set the peer")
        }
        #expect(error.operation == "set the peer")
        #expect(error.errno == EINVAL)
        #expect(error.explanation == "Nested flag missing")
        #expect(error.offset == 20)
        #expect(
            error.description
                == "set the peer: Nested flag missing - Invalid argument (errno 22) at byte 20 of the request")
    }

    @Test func `reads the text behind a request that the kernel repeats as a whole`() throws {
        let kernel = ScriptedNetlink([
            { sent in
                let content = little(-EPERM) + sent[0].whole + attribute(1, Array("no".utf8) + [0])
                return [sent[0].answer(type: 2, flags: 0x200, content)]
            }
        ])
        let error = try #require(throws: NetlinkError.self) {
            try NetlinkConnection(over: kernel).perform(request(), "try")
        }
        #expect(error.explanation == "no")
    }

    @Test func `ignores answers to others and to requests of before`() throws {
        let kernel = ScriptedNetlink([
            { sent in
                let stale = ScriptedNetlink.Request(
                    type: 0, flags: 0, sequence: sent[0].sequence &- 1, port: sent[0].port, content: [],
                    whole: sent[0].whole)
                let foreign = ScriptedNetlink.Request(
                    type: 0, flags: 0, sequence: sent[0].sequence, port: 99, content: [], whole: sent[0].whole)
                return [
                    stale.acknowledgement(EPERM), foreign.acknowledgement(EPERM), sent[0].acknowledgement(),
                ]
            }
        ])
        try NetlinkConnection(over: kernel).perform(request(), "set")
    }

    @Test func `gathers a dump over several datagrams`() throws {
        let kernel = ScriptedNetlink([
            { sent in
                [
                    sent[0].answer(type: 9, flags: 2, [1, 0, 0, 0]) + sent[0].answer(type: 9, flags: 2, [2, 0, 0, 0]),
                    sent[0].answer(type: 9, flags: 2, [3, 0, 0, 0]) + sent[0].done(),
                ]
            }
        ])
        let sum = try NetlinkConnection(over: kernel).dump(request(), "read", into: [UInt32]()) {
            (sum, content) throws(NetlinkError) in sum.append(try content.integer())
        }
        #expect(sum == [1, 2, 3])
        #expect(kernel.requests.map(\.flags) == [0x301])
    }

    @Test func `repeats a dump that was disturbed, from the start`() throws {
        let kernel = ScriptedNetlink([
            { [$0[0].answer(type: 9, flags: 0x12, [1, 0, 0, 0]), $0[0].done()] },
            { [$0[0].answer(type: 9, flags: 2, [7, 0, 0, 0]), $0[0].done(flags: 0x12)] },
            { [$0[0].answer(type: 9, flags: 2, [8, 0, 0, 0]), $0[0].done()] },
        ])
        let seen = try NetlinkConnection(over: kernel).dump(request(), "read", into: [UInt32]()) {
            (seen, content) throws(NetlinkError) in seen.append(try content.integer())
        }
        #expect(seen == [8])
    }

    @Test func `gives up a dump that is disturbed each time`() throws {
        let disturbed: ScriptedNetlink.Answer = { [$0[0].done(flags: 0x12)] }
        let connection = NetlinkConnection(over: ScriptedNetlink(Array(repeating: disturbed, count: 8)))
        let error = try #require(throws: NetlinkError.self) {
            _ = try connection.dump(request(), "read", into: 0) { _, _ in }
        }
        #expect(error.code == .interrupted)
    }

    @Test func `reads a dump to its end when a part of it is malformed`() throws {
        let kernel = ScriptedNetlink([
            { [$0[0].answer(type: 9, flags: 2, [1]), $0[0].answer(type: 9, flags: 2, [2, 0, 0, 0]), $0[0].done()] },
            { [$0[0].acknowledgement()] },
        ])
        let connection = NetlinkConnection(over: kernel)
        #expect(throws: NetlinkError.malformed("")) {
            _ = try connection.dump(request(), "read", into: [UInt32]()) {
                (seen, content) throws(NetlinkError) in seen.append(try content.integer())
            }
        }
        try connection.perform(request(), "go on")
    }

    @Test func `reports the errno at the end of a dump`() throws {
        let kernel = ScriptedNetlink([{ [$0[0].done(EBUSY)] }])
        let error = try #require(throws: NetlinkError.self) {
            _ = try NetlinkConnection(over: kernel).dump(request(), "read", into: 0) { _, _ in }
        }
        #expect(error.errno == EBUSY)
    }

    @Test func `asks for one acknowledgement a batch and names the message that failed first`() throws {
        let kernel = ScriptedNetlink([
            { [$0[1].acknowledgement(EEXIST), $0[2].acknowledgement(EPERM), $0[3].acknowledgement()] }
        ])
        let error = try #require(throws: NetlinkError.self) {
            var batch = NetlinkBatch()
            for _ in 0..<4 { batch.append(try request()) }
            try NetlinkConnection(over: kernel).perform(batch) { "message \($0)" }
        }
        #expect(error.errno == EEXIST)
        #expect(error.operation == "message 1")
        #expect(kernel.requests.map(\.flags) == [0x1, 0x1, 0x1, 0x5])
    }

    @Test(arguments: [[0, 0, 0, 0], [15, 0, 0, 0], [255, 255, 255, 255], [17, 0, 0, 0]] as [[UInt8]])
    func `refuses a message that lies about its length`(length: [UInt8]) {
        let kernel = ScriptedNetlink([{ [length + $0[0].acknowledgement().dropFirst(4).prefix(12)] }])
        #expect(throws: NetlinkError.malformed("")) {
            try NetlinkConnection(over: kernel).perform(request(), "set")
        }
    }
}
