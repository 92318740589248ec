import Foundation

/// What looks like a netclient for x86-64.
enum SampleProgram {
    /// - Parameter version: one of glibc that it refers to, besides 2.17.
    static func bytes(needing version: String? = nil) -> Data {
        let head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + Array(repeating: 0, count: 12) + [62, 0]
        return Data(head + "GLIBC_2.17\0".utf8 + (version.map { "GLIBC_\($0)\0" } ?? "").utf8)
    }
}
