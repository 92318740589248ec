internal import Dashboard

/// Compression as every browser reads it.
enum Gzip {
    /// The bytes in gzip's form; nil when zlib has no memory for it.
    static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        let room = dashboard_compressed_bound(bytes.count)
        let result = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            count = bytes.withUnsafeBufferPointer { input in
                dashboard_compress(input.baseAddress, input.count, buffer.baseAddress, buffer.count)
            }
        }
        return result.isEmpty ? nil : result
    }
}
