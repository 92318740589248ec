import NetmakerCore

@testable import NetmakerAgent

extension FuzzTarget {
    /// A `netconfig-<net>`, which anybody may have written who may write there.
    static let netConfig = FuzzTarget(
        "netconfig",
        words: NetConfigKey.all.map { "\n    \($0.place.name): " } + [
            "\nnode:\n", "\nserver:\n", "---\n", "\r\n", "\t", "\"", "'", " # ", "[", "]", "{", "&a ", "*a", "|\n",
            "<<: ", "- ",
        ],
        seeds: {
            let view = try Self.view(try Seed.configuration())
            let written = try view.text
            return [
                written, written.replacing("\n", with: "\r\n"), "node:\n\tname: node-1\n",
                "# a remark\n\nnode: # here\n  wgaddress: 10.0.0.1\n  notes: |\n    mtu: 1\n  list:\n  - a\n  - b\nother: {a: b}\n",
                "node:\n    egressgatewayranges:\n    - 10.0.0.0/8\n    - \"fd00::/8\"\n    roaming: off\n",
            ].map { Array($0.utf8) }
        },
        nearMisses: {
            [
                "", "# nothing\n", "node:\n    name: a", "node:\n    name: a\n    name: b\n", "node: [\n",
                "node:\n    name: &a b\n",
                "node:\n    name: \"a\n",
            ].map { Array($0.utf8) }
        },
        check: { input in
            let document: NetConfigDocument
            do throws(NetConfigError) { document = try NetConfigDocument(input) } catch {
                return try refused(by: error)
            }
            try require(document.bytes == input, "a file is not itself")
            // One value changes: its line, and no other value.
            for (place, entry) in document.entries {
                guard let key = NetConfigKey[place] else { throw Broken("a value without a key") }
                var changed = document
                do throws(NetConfigError) {
                    try changed.set(key, to: key.form == .list ? ["192.0.2.0/24"] : ["x: \"#'"])
                } catch {
                    throw Broken("a value cannot be changed: \(error)")
                }
                for (other, value) in document.entries where other != place {
                    try require(changed[other] == value.items, "another value changes")
                }
                try require(
                    changed.lines.count == document.lines.count - entry.itemLines.count, "a change makes lines")
            }
            // Led together once, there is nothing more to do.
            let view = try Self.view(try Seed.configuration())
            let merged: NetConfigMerge
            do throws(NetConfigError) {
                merged = try NetConfigMerge(document, nil, view)
            } catch {
                try require(ErrorText.isPlain(error.description), "an error draws")
                return .taken
            }
            try require(merged.edits.isEmpty, "a file that nobody knows is an edit")
            let again = try NetConfigMerge(
                try NetConfigDocument(merged.document.bytes), merged.agreement, view)
            try require(
                again.document == merged.document && again.edits.isEmpty && again.notices.isEmpty, "it has no end")
            try require(
                merged.notices.allSatisfy { ErrorText.isPlain($0.description) }, "a notice draws")
            return .taken
        })

    private static func view(_ configuration: NodeConfiguration) throws -> NetConfig {
        NetConfig(
            server: try ServerAddress(parsing: "192.0.2.1:50051"), api: nil, configuration: configuration,
            publicKey: try Seed.key(1), localAddress: nil)
    }

    private static func refused(by error: NetConfigError) throws -> Verdict {
        try require(ErrorText.isPlain(error.description), "an error draws: \(error.description.debugDescription)")
        try require(error.description.utf8.count < 4096, "an error is long")
        return .refused
    }
}
