import DurableFiles
import Glibc
import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

private func record(_ node: String, _ address: String, in network: String = "harbor") throws -> HostRecord {
    HostRecord(
        network: try NetworkName(parsing: network), node: try NodeName(parsing: node),
        address: try IPAddress(parsing: address))
}

@Suite struct `A hosts file` {
    @Test func `names every address of every node, in one order`() throws {
        let records = [
            try record("beta", "10.10.0.2"), try record("alpha", "fd00:10::1"), try record("alpha", "10.10.0.1"),
            try record("alpha", "10.20.0.1", in: "lab"),
        ]
        let expected = """
            # Written anew whenever a name changes; edits are lost.
            10.10.0.1\talpha.harbor
            fd00:10::1\talpha.harbor
            10.10.0.2\tbeta.harbor
            10.20.0.1\talpha.lab

            """
        #expect(HostsFile(records).text == expected)
        #expect(HostsFile(records.reversed()).text == expected)
    }

    @Test func `has each record once`() throws {
        let record = try record("alpha", "10.10.0.1")
        #expect(HostsFile([record, record]).records == [record])
    }

    @Test func `without records is a file all the same`() {
        #expect(HostsFile([]).text == "# Written anew whenever a name changes; edits are lost.\n")
    }
}

@Suite struct `An atomic file sink` {
    private let path = "/tmp/hosts-file-sink-\(getpid())-\(UInt32.random(in: 0 ... .max))"

    private func modification() -> [Int] {
        var status = stat()
        stat(path, &status)
        return [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, Int(status.st_ino)]
    }

    @Test func `replaces the file, readable by everybody`() throws {
        defer { unlink(path) }
        let file = HostsFile([try record("alpha", "10.10.0.1")])
        try AtomicFileSink(path: path).replace(with: HostsFile([]))
        try AtomicFileSink(path: path).replace(with: file)
        #expect(try AtomicFile.read(path, limit: 1000) == Array(file.text.utf8))
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o644)
    }

    @Test func `writes nothing when nothing changed`() throws {
        defer { unlink(path) }
        let file = HostsFile([try record("alpha", "10.10.0.1")])
        try AtomicFileSink(path: path).replace(with: file)
        let before = modification()
        try AtomicFileSink(path: path).replace(with: file)
        #expect(modification() == before)
    }

    @Test func `throws when the folder is missing`() throws {
        #expect(throws: FileError.self) {
            try AtomicFileSink(path: "\(path)-none/hosts").replace(with: HostsFile([]))
        }
    }
}

@Suite struct `A recording hosts sink` {
    private struct Failure: Error {}

    @Test func `remembers what it was given, and fails when told to`() throws {
        let sink = RecordingHostsSink()
        let file = HostsFile([try record("alpha", "10.10.0.1")])
        sink.failNext(with: Failure())
        #expect(throws: Failure.self) { try sink.replace(with: file) }
        try sink.replace(with: file)
        #expect(sink.files == [file])
    }
}
