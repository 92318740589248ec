/// How many bytes, as people read it: 512 B, 1.5 KiB, 3.0 GiB.
struct ByteCount: Hashable, Sendable, CustomStringConvertible {
    let bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    var description: String {
        let units = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
        guard let (size, unit) = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) B" }
        let tenths = (bytes % size * 10 + size / 2) / size
        return "\(bytes / size + tenths / 10).\(tenths % 10) \(unit)"
    }
}
