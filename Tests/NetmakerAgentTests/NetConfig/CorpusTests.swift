import DurableFiles
import FoundationEssentials
import NetmakerTesting
import Testing

@testable import NetmakerAgent

/// Files as they are found on machines: of Netmaker's dialects, and what hands and editors have made of them.
@Suite struct `A file of the corpus` {
    struct Sample: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        var testDescription: String { name }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus").path

    private static func samples(in folder: String) -> [Sample] {
        ((try? Folder.contents(folder)) ?? []).filter { $0.hasSuffix(".yaml") }.map { name in
            Sample(name: name, bytes: (try? AtomicFile.read("\(folder)/\(name)", limit: 1 << 20)) ?? [])
        }
    }

    static let whole = samples(in: folder)
    static let broken = samples(in: "\(folder)/Broken")

    @Test func `is there`() {
        #expect(Self.whole.count == 10)
        #expect(Self.broken.count == 23)
    }

    @Test(arguments: whole) func `is itself to the byte as long as nothing changes`(_ sample: Sample) throws {
        let document = try NetConfigDocument(sample.bytes)
        #expect(document.bytes == sample.bytes)
        #expect(!document.entries.isEmpty)
    }

    /// A text that is none of those in the corpus, for each form.
    private static func text(of form: NetConfigForm) -> [String] {
        switch form {
        case .text: ["echo \"it's\" # a: b \\ \t end"]
        case .name: ["other-9"]
        case .address: ["2001:db8::77"]
        case .endpoint: ["[2001:db8::77]:4007"]
        case .flag, .onOff: ["no"]
        case .ranges: ["192.0.2.128/25,2001:db8:7::/48"]
        case .port: ["4007"]
        case .mtu: ["1377"]
        case .keepalive: ["77"]
        case .time: ["1999999999"]
        case .seconds: ["77"]
        case .list: ["192.0.2.128/25", "2001:db8:7::/48"]
        }
    }

    @Test(arguments: whole) func `differs in exactly one line once one value is changed`(_ sample: Sample) throws {
        let before = try NetConfigDocument(sample.bytes)
        for (place, entry) in before.entries {
            let key = try #require(NetConfigKey[place])
            var after = before
            let items = entry.items == ["no"] ? ["yes"] : Self.text(of: key.form)
            try after.set(key, to: items)
            #expect(after[place] == items, "\(place)")
            // A list of one item a line becomes one line.
            #expect(after.lines.count == before.lines.count - entry.itemLines.count, "\(place)")
            var expected = before.lines
            expected.removeSubrange(entry.itemLines)
            let changed = zip(expected, after.lines).enumerated().filter { $0.element.0 != $0.element.1 }.map(\.offset)
            #expect(changed == [entry.line], "\(place)")
            let (old, new) = (before.lines[entry.line], after.lines[entry.line])
            #expect(old.ending == new.ending)
            #expect(new.content.starts(with: old.content[..<entry.scalar.range.lowerBound]), "\(place)")
            let rest = old.content[entry.scalar.range.upperBound...]
            #expect(Array(new.content.suffix(rest.count)) == Array(rest), "\(place)")
            // Every other value says what it said.
            for (other, value) in before.entries where other != place { #expect(after[other] == value.items) }
            // And back again.
            if entry.itemLines.isEmpty, entry.scalar.style != .absent {
                try after.set(key, to: entry.items)
                #expect(after[place] == entry.items)
            }
        }
    }

    @Test(arguments: whole) func `gets each key that it lacks in a line of its own, and nothing else`(
        _ sample: Sample
    ) throws {
        let before = try NetConfigDocument(sample.bytes)
        for key in NetConfigKey.all where key.isRead && before[key.place] == nil {
            var after = before
            let items = Self.text(of: key.form)
            try after.set(key, to: items)
            #expect(after[key.place] == items, "\(key.place)")
            let difference = after.lines.difference(from: before.lines)
            #expect(difference.removals.isEmpty)
            #expect(difference.insertions.count <= 2, "\(key.place)")
        }
    }

    @Test(arguments: broken) func `that means nothing is refused, with its line`(_ sample: Sample) throws {
        let error = #expect(throws: NetConfigError.self) {
            let document = try NetConfigDocument(sample.bytes)
            _ = try NetConfigMerge(document, nil, .sample())
        }
        let isEmpty = sample.name.hasPrefix("empty") || sample.name.hasPrefix("only-")
        #expect((error?.line == nil) == isEmpty, "\(sample.name): \(error?.description ?? "")")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `names the key that is there twice, and where`() throws {
        let sample = try #require(Self.broken.first { $0.name == "duplicate-key.yaml" })
        let error = #expect(throws: NetConfigError.self) { try NetConfigDocument(sample.bytes) }
        #expect(error?.line == 4)
        #expect(error?.key == "node.listenport")
        #expect(error?.description == "line 4, key node.listenport: it is there twice; keep one of the two lines")
    }

    @Test func `of the older dialect is read by its own names, and written by them`() throws {
        let sample = try #require(Self.whole.first { $0.name == "netmaker-older.yaml" })
        var document = try NetConfigDocument(sample.bytes)
        #expect(document[NetConfigPlace(.node, "address")] == ["10.10.10.2"])
        #expect(document[NetConfigPlace(.node, "listenport")] == ["51821"])
        #expect(document[NetConfigPlace(.node, "persistentkeepalive")] == ["20"])
        #expect(document[NetConfigPlace(.node, "dnson")] == ["on"])
        let key = try #require(NetConfigKey[.node, "port"])
        try document.set(key, to: ["4000"])
        #expect(document.text.contains("    port: 4000\n"))
        #expect(!document.text.contains("listenport"))
    }

    @Test(arguments: whole) func `is led together with what the server says, once and for all`(
        _ sample: Sample
    ) throws {
        var sides = ThreeSides(
            text: String(decoding: sample.bytes, as: UTF8.self), agreement: nil, view: try .sample())
        // What is no UTF-8 stays as it is, which a text cannot show.
        guard Array(sides.text.utf8) == sample.bytes else { return }
        #expect(try sides.merge().edits.isEmpty)
        let text = sides.text
        let again = try sides.merge()
        #expect(again.edits.isEmpty && again.notices.isEmpty)
        #expect(sides.text == text)
        // Every remark, and every key that nobody knows, is still there.
        let lines = Set(text.split(whereSeparator: \.isNewline))
        for line in sample.bytes.split(separator: UInt8(ascii: "\n")) {
            let line = String(decoding: line, as: UTF8.self).filter { $0 != "\r" }
            if line.allSatisfy({ $0 == " " }) || !line.drop(while: { $0 == " " }).hasPrefix("#") { continue }
            #expect(lines.contains(Substring(line)), "\(line)")
        }
    }
}
