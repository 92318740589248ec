internal import Crypto
internal import Foundation
internal import Glibc
internal import NetmakerAPI
internal import NetmakerCore

/// A netclient that lies beside the server, to be given to machines.
struct AgentProgram: Hashable, Sendable {
    let path: String
    let architecture: AgentArchitecture
    /// Of the whole file, in hexadecimal.
    let sha256: String
    /// The version of the C library that it needs at least, such as `2.34`; nil when it needs none.
    let libraryVersion: LibraryVersion?

    /// A version of glibc.
    struct LibraryVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
        let major: Int
        let minor: Int

        var description: String { "\(major).\(minor)" }

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.major, lhs.minor) < (rhs.major, rhs.minor) }
    }

    /// The largest program that is given away, in bytes.
    private static let limit = 512 << 20

    /// - Returns: nil when the file is no program for Linux on a processor that machines have.
    init?(reading path: String) throws {
        let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        guard data.count <= Self.limit, let architecture = Self.architecture(of: data) else { return nil }
        self.path = path
        self.architecture = architecture
        sha256 = Hexadecimal.text(of: SHA256.hash(data: data))
        libraryVersion = Self.libraryVersion(in: data)
    }

    /// A little-endian 64-bit ELF file's machine.
    private static func architecture(of data: Data) -> AgentArchitecture? {
        let head = Array(data.prefix(20))
        guard head.count == 20, head.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { return nil }
        let machine = UInt16(head[18]) | UInt16(head[19]) << 8
        return AgentArchitecture.allCases.first { $0.elfMachine == machine }
    }

    /// The newest of the names of versions that the program refers to: `GLIBC_2.34` stands in it as such.
    private static func libraryVersion(in data: Data) -> LibraryVersion? {
        let mark = Array("GLIBC_".utf8)
        var newest: LibraryVersion?
        data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
            guard let start = bytes.baseAddress else { return }
            var offset = 0
            // By the C library's own search: a program has a hundred megabytes.
            while let found = memchr(start + offset, Int32(mark[0]), bytes.count - offset) {
                let place = start.distance(to: UnsafeRawPointer(found))
                offset = place + 1
                guard bytes.count - place > mark.count, memcmp(found, mark, mark.count) == 0 else { continue }
                let version = String(
                    decoding: bytes[(place + mark.count)...].prefix(8).prefix { $0 != 0 }, as: UTF8.self)
                let numbers = version.split(separator: ".").map { Int($0) }
                guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { continue }
                newest = max(newest ?? LibraryVersion(major: 0, minor: 0), LibraryVersion(major: major, minor: minor))
            }
        }
        return newest
    }
}

extension AgentArchitecture {
    /// `e_machine` of its programs (ELF, System V ABI).
    fileprivate var elfMachine: UInt16 {
        switch self {
        case .x86: 62
        case .arm: 183
        }
    }
}
