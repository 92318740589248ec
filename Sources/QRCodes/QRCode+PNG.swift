extension QRCode {
    /// The code as a picture (PNG, RFC 2083): one bit a pixel.
    ///
    /// - Parameter scale: how many pixels a module is wide; 1 or more.
    public func png(scale: Int = 6) -> [UInt8] {
        precondition(scale > 0, "a module has at least one pixel")
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let side = extent.count * scale
        var header: [UInt8] = []
        header.append(bigEndian: UInt32(side))
        header.append(bigEndian: UInt32(side))
        // One bit a pixel, shades of gray, the one compression and filter method there is, not interlaced.
        header += [1, 0, 0, 0, 0]
        file.append(chunk: "IHDR", header)
        file.append(chunk: "IDAT", Self.stored(scanlines(scale: scale)))
        file.append(chunk: "IEND", [])
        return file
    }

    /// Each line of pixels, the filter's number (none) before it; a set bit is light.
    private func scanlines(scale: Int) -> [UInt8] {
        var lines: [UInt8] = []
        for row in extent {
            var line: [UInt8] = [0]
            var (byte, bits): (UInt8, Int) = (0, 0)
            for column in extent {
                for _ in 0..<scale {
                    byte = byte << 1 | (isDark(row: row, column: column) ? 0 : 1)
                    bits += 1
                    if bits == 8 {
                        line.append(byte)
                        (byte, bits) = (0, 0)
                    }
                }
            }
            if bits > 0 { line.append(byte << UInt8(8 - bits)) }
            for _ in 0..<scale { lines += line }
        }
        return lines
    }

    /// A zlib stream (RFC 1950) of blocks that are not compressed (RFC 1951, section 3.2.4): a code is small, and no
    /// compressor is needed for it.
    private static func stored(_ data: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        let longest = 65_535
        for start in stride(from: 0, to: data.count, by: longest) {
            let block = data[start..<min(start + longest, data.count)]
            let length = UInt16(block.count)
            stream.append(start + longest >= data.count ? 1 : 0)
            for number in [length, ~length] { stream += [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
            stream += block
        }
        stream.append(bigEndian: adler32(data))
        return stream
    }

    private static func adler32(_ data: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in data {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: UInt32) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    /// Length, name, data, and the CRC of the last two.
    fileprivate mutating func append(chunk name: String, _ data: [UInt8]) {
        let body = Array(name.utf8) + data
        append(bigEndian: UInt32(data.count))
        self += body
        append(bigEndian: Self.crc32(body))
    }

    /// ISO 3309, as PNG has it: the polynomial 0xEDB88320, bits reversed.
    private static func crc32(_ data: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}
