import Testing

@testable import netclient

@Suite struct `What may be given back of the memory` {
    private func ranges(_ smaps: String) -> [Range<UInt>] {
        var reader = CleanMappings.Reader()
        for line in smaps.split(separator: "\n") { reader.read(line) }
        return reader.ranges
    }

    @Test func `is the text and what is read-only of programs, and nothing that was written`() {
        let smaps = """
            1000-2000 r-xp 00000000 fe:00 7                          /usr/sbin/netclient
            Rss:                  4 kB
            Anonymous:            0 kB
            VmFlags: rd ex mr mw me
            2000-3000 r--p 00001000 fe:00 7                          /usr/sbin/netclient
            Anonymous:            0 kB
            3000-4000 r--p 00002000 fe:00 7                          /usr/sbin/netclient
            Anonymous:            4 kB
            4000-5000 rw-p 00003000 fe:00 7                          /usr/sbin/netclient
            Anonymous:            0 kB
            5000-6000 rw-p 00000000 00:00 0
            Anonymous:            0 kB
            6000-7000 r-xp 00000000 00:00 0                          [vdso]
            Anonymous:            0 kB
            """
        #expect(ranges(smaps) == [0x1000..<0x2000, 0x2000..<0x3000])
    }

    @Test func `is no file's that is not of a program: it may be gone by then, and something else be there`() {
        let smaps = """
            1000-2000 r--p 00000000 fe:00 7                          /usr/lib/locale/locale-archive
            Anonymous:            0 kB
            2000-3000 r-xp 00000000 fe:00 8                          /opt/a folder/libm.so.6
            Anonymous:            0 kB
            3000-4000 r--p 00001000 fe:00 8                          /opt/a folder/libm.so.6
            Anonymous:            0 kB
            """
        #expect(ranges(smaps) == [0x2000..<0x3000, 0x3000..<0x4000])
    }

    @Test func `is something in every process`() {
        #expect(!CleanMappings.ofThisProcess().isEmpty)
    }
}
