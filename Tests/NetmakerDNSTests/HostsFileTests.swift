import DurableFiles
import Glibc
import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Testing

@Suite struct `A hosts file` {
    @Test func `names every address of every name in every zone, machines first, in one order`() throws {
        let lab = try names(in: "lab", machines: [("alpha", ["10.20.0.1"])])
        let harbor = try names(
            in: "harbor", suffix: "corp.example.org",
            machines: [("beta", ["10.10.0.2"]), ("alpha", ["10.10.0.1", "fd00:10::1"])],
            custom: [("a-shop", ["10.10.0.2"]), ("db.eu", ["2001:db8::9", "192.0.2.9"])])
        let expected = """
            # Written anew whenever a name changes; edits are lost.
            10.10.0.1\talpha.harbor
            fd00:10::1\talpha.harbor
            10.10.0.1\talpha.harbor.corp.example.org
            fd00:10::1\talpha.harbor.corp.example.org
            10.10.0.2\tbeta.harbor
            10.10.0.2\tbeta.harbor.corp.example.org
            10.10.0.2\ta-shop.harbor
            10.10.0.2\ta-shop.harbor.corp.example.org
            192.0.2.9\tdb.eu.harbor
            2001:db8::9\tdb.eu.harbor
            192.0.2.9\tdb.eu.harbor.corp.example.org
            2001:db8::9\tdb.eu.harbor.corp.example.org
            10.20.0.1\talpha.lab

            """
        #expect(HostsFile([lab, harbor]).text == expected)
        #expect(HostsFile([harbor, lab]).text == expected)
    }

    @Test func `without names is a file all the same`() {
        #expect(HostsFile([NetworkNames]()).text == "# Written anew whenever a name changes; edits are lost.\n")
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
        let file = HostsFile([try names(in: "harbor", machines: [("alpha", ["10.10.0.1"])])])
        try AtomicFileSink(path: path).replace(with: HostsFile([NetworkNames]()))
        try AtomicFileSink(path: path).replace(with: file)
        #expect(try AtomicFile.read(path, limit: 1000) == Array(file.text.utf8))
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o644)
    }

    @Test func `writes nothing when nothing changed`() throws {
        defer { unlink(path) }
        let file = HostsFile([try names(in: "harbor", machines: [("alpha", ["10.10.0.1"])])])
        try AtomicFileSink(path: path).replace(with: file)
        let before = modification()
        try AtomicFileSink(path: path).replace(with: file)
        #expect(modification() == before)
    }

    @Test func `throws when the folder is missing`() throws {
        #expect(throws: FileError.self) {
            try AtomicFileSink(path: "\(path)-none/hosts").replace(with: HostsFile([NetworkNames]()))
        }
    }
}

@Suite struct `A recording hosts sink` {
    private struct Failure: Error {}

    @Test func `remembers what it was given, and fails when told to`() throws {
        let sink = RecordingHostsSink()
        let file = HostsFile([try names(in: "harbor", machines: [("alpha", ["10.10.0.1"])])])
        sink.failNext(with: Failure())
        #expect(throws: Failure.self) { try sink.replace(with: file) }
        try sink.replace(with: file)
        #expect(sink.files == [file])
    }
}
