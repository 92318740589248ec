internal import NetmakerCore

extension ConfigurationFile {
    /// Reads a file's text. A String of it may stay in memory: where that matters, give the bytes, and zero them.
    ///
    /// - Throws: at the first fault.
    public init(parsing text: String) throws(ConfigurationFileError) {
        var text = text
        let outcome = text.withUTF8 { bytes in
            Result { () throws(ConfigurationFileError) in
                try ConfigurationFile(parsing: UnsafeRawBufferPointer(bytes))
            }
        }
        self = try outcome.get()
    }

    /// Reads a file's bytes, and keeps none of them but in the values they stand for.
    ///
    /// Lines may end as on Unix or as on Windows. What follows a `#` is a comment. Sections and keys may be written in
    /// capital or small letters.
    ///
    /// - Throws: at the first fault.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(ConfigurationFileError) {
        let sections = try Self.sections(of: bytes)
        let interfaces = sections.filter { $0.kind == .interface }
        guard let interface = interfaces.first else {
            throw ConfigurationFileError(
                .missing, message: "there is no section [Interface]",
                remedy: "begin the file with [Interface]")
        }
        guard interfaces.count == 1 else {
            throw ConfigurationFileError(
                .duplicate, line: interfaces[1].line, message: "there is a section [Interface] already",
                remedy: "make one section of the two")
        }
        try self.init(interface: Interface(interface), peers: Self.peers(sections.filter { $0.kind == .peer }))
    }

    /// Peers, no two with the same key or prefix: here it is known where they stand.
    private static func peers(_ sections: [ConfigurationSection]) throws(ConfigurationFileError) -> [Peer] {
        var keys: Set<PublicKey> = []
        var owners: Set<IPPrefix> = []
        var peers: [Peer] = []
        for section in sections {
            let (peer, prefixes) = try Peer.reading(section)
            guard keys.insert(peer.publicKey).inserted else { throw .twice(peer.publicKey, line: section.line) }
            for (prefix, line) in prefixes where owners.contains(prefix) { throw .twice(prefix, line: line) }
            owners.formUnion(peer.allowedIPs)
            peers.append(peer)
        }
        return peers
    }

    private static func sections(
        of bytes: UnsafeRawBufferPointer
    ) throws(ConfigurationFileError) -> [ConfigurationSection] {
        var sections: [ConfigurationSection] = []
        var number = 0
        var rest = bytes[...]
        while !rest.isEmpty {
            number += 1
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            let line = ConfigurationLine(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = rest[min(end + 1, rest.endIndex)...]
            switch line {
            case .blank: break
            case .section(let name):
                guard let kind = [ConfigurationSection.Kind.interface, .peer].first(where: { $0.isNamed(name) }) else {
                    throw ConfigurationFileError(
                        .unknownSection, line: number, message: "there is no section of that name",
                        remedy: "the sections are [Interface] and [Peer]")
                }
                sections.append(ConfigurationSection(kind, line: number))
            case .assignment(let name, let value):
                guard let key = ConfigurationKey(name) else {
                    throw ConfigurationFileError(
                        .unknownKey, line: number, message: "there is no key \"\(ShownText(name))\"",
                        remedy: "the keys are "
                            + ConfigurationKey.allCases.map(\.rawValue).joined(separator: ", "))
                }
                guard !sections.isEmpty else {
                    throw ConfigurationFileError(
                        .misplacedKey, line: number, key: key, message: "it stands before the first section",
                        remedy: "move it below \(key.section.rawValue)")
                }
                try sections[sections.count - 1].add(key, value, line: number)
            case .malformed:
                throw ConfigurationFileError(
                    .malformedLine, line: number, message: "the line is neither a section nor key = value",
                    remedy: "write # before what is a comment")
            }
        }
        return sections
    }
}

extension ConfigurationSection.Kind {
    fileprivate func isNamed(_ name: String) -> Bool { name.lowercased() == rawValue.lowercased() }
}
