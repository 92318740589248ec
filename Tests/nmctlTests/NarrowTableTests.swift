import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `A table on a terminal` {
    private static let nodes = Table(
        columns: ["name", "ipv4", "ipv6", "endpoint", "status", "in force", "last seen"],
        rows: [
            ["gate", "10.10.0.1", "fd00:10::1", "203.0.113.7:51821", "active", "applied", "2026-01-01T00:00:00Z"],
            [
                "a-machine-with-a-long-name-of-its-own", "10.10.0.2", "fd00:10::2", "[2001:db8::ffff:1234]:51821",
                "active", "pending", "2026-01-01T00:00:00Z",
            ],
        ], unimportant: ["last seen", "ipv6"])

    @Test func `is as it is where there is room, and where there is none to fit in`() {
        #expect(Self.nodes.text(width: 200) == Self.nodes.text())
        #expect(Self.nodes.text().contains("a-machine-with-a-long-name-of-its-own"))
    }

    @Test func `of 120 columns shortens what is least important, in the middle`() {
        let lines = Self.nodes.text(width: 120).split(separator: "\n")

        #expect(lines[1].hasSuffix("2026-0…0:00Z"))
        #expect(lines[2].hasPrefix("a-machine-with-a-long-name-of-its-own  10.10.0.2  fd00:10::2  "))
    }

    @Test(arguments: [120, 80, 60, 40, 20, 10, 3, 1]) func `never takes more than there is`(width: Int) {
        for line in Self.nodes.text(width: width).split(separator: "\n") {
            #expect(String(line).displayWidth <= width, "\(line)")
        }
    }

    @Test func `of 40 columns leaves columns out, says so, and keeps the first`() {
        let lines = Self.nodes.text(width: 40).split(separator: "\n")

        #expect(lines[0].hasPrefix("NAME ") && lines[0].hasSuffix("  …"))
        #expect(lines[1].hasPrefix("gate "))
        #expect(lines[2].hasPrefix("a-m") && lines[2].contains("…"))
    }

    @Test func `of one thing goes on below, and never breaks a word`() {
        let token = String(repeating: "x", count: 60)
        let table = Table(details: [("token", token), ("ranges", "10.10.0.0/16, 10.20.0.0/16, 10.30.0.0/16")])

        #expect(
            table.text(width: 40) == """
                token   \(token)
                ranges  10.10.0.0/16, 10.20.0.0/16,
                        10.30.0.0/16

                """)
    }

    @Test(arguments: [("港口", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("ab", 2), ("", 0), ("한글", 4), ("ｆ", 2)])
    func `counts what characters take`(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test func `stands straight under wide characters, and cuts none in two`() {
        let table = Table(columns: ["name", "status"], rows: [["港口港口港口港口港口", "on"], ["gate", "off"]])

        #expect(table.text().split(separator: "\n").map { $0.split(separator: " ").last } == ["STATUS", "on", "off"])
        #expect("港口港口港口".shortened(to: 6).displayWidth <= 6)
        for line in table.text(width: 19).split(separator: "\n") { #expect(String(line).displayWidth <= 19) }
    }

    @Test(arguments: [
        "a\u{1B}[2Jb", "a\nb", "a\rb", "a\u{202E}b", "a\u{9B}31mb", "a\u{2028}b", "a\u{2066}b", "a\u{FEFF}b", "a\u{7}",
    ]) func `shows what somebody hid in a name`(name: String) {
        for text in [
            Table(columns: ["name"], rows: [[name]]).text(), Table(details: [("name", name)]).text(width: 40),
            Table(rows: [[name]]).text(),
        ] {
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == " " || ($0.value > 0x20 && $0.value < 0x7F) })
            #expect(text.contains(#"\u{"#) || text.contains(#"\n"#) || text.contains(#"\r"#))
        }
    }
}
