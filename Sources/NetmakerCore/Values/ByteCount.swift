/// How many bytes, as people read it: `512 B`, `3.2 MiB`.
package struct ByteCount: Hashable, Sendable, CustomStringConvertible {
    package let bytes: UInt64

    package init(_ bytes: UInt64) { self.bytes = bytes }

    /// In the largest unit of which there is one, and never more than there are.
    package var description: String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var tenths = bytes.multipliedReportingOverflow(by: 10).overflow ? UInt64.max : bytes * 10
        for unit in ["KiB", "MiB", "GiB"] {
            tenths /= 1024
            if tenths < 10_240 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
        }
        tenths /= 1024
        return "\(tenths / 10).\(tenths % 10) TiB"
    }
}
