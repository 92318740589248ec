import NetmakerCore
import Testing

@testable import QRCodes

@Suite struct `A QR code` {
    @Test func `is square, as small as the text allows, and has the three finders of the standard`() throws {
        let code = try QRCode(of: "wg")
        #expect(code.width == 21)
        let finder = [
            "1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111",
        ]
        for (row, column) in [(0, 0), (0, 14), (14, 0)] {
            for (y, line) in finder.enumerated() {
                for (x, bit) in line.enumerated() {
                    #expect(code.isDark(row: row + y, column: column + x) == (bit == "1"))
                }
            }
        }
        #expect(try QRCode(of: String(repeating: "x", count: 2953)).width == 177)
    }

    @Test func `has a light margin`() throws {
        let code = try QRCode(of: "wg")
        for number in -4..<25 {
            for edge in [-4, -1, 21, 24] {
                #expect(!code.isDark(row: number, column: edge))
                #expect(!code.isDark(row: edge, column: number))
            }
        }
    }

    @Test(arguments: [0, 2954]) func `of no text, or too much, is refused`(count: Int) {
        #expect(throws: ModelError(.exhausted, message: "", remedy: "")) {
            try QRCode(of: String(repeating: "x", count: count))
        }
    }

    @Test func `is drawn in a terminal two rows a line, and nothing is left colored`() throws {
        let code = try QRCode(of: "wg")
        let lines = code.terminalText.split(separator: "\n")
        #expect(lines.count == 15)
        for line in lines {
            #expect(line.hasPrefix("\u{1B}[30;107m"))
            #expect(line.hasSuffix("\u{1B}[0m"))
            #expect(line.dropFirst(9).dropLast(4).count == 29)
        }
        // The top left finder's first two rows, behind four columns of margin.
        #expect(
            lines[2].dropFirst(9).dropFirst(4).prefix(7) == "\u{2588}\u{2580}\u{2580}\u{2580}\u{2580}\u{2580}\u{2588}")
    }

    @Test func `as a drawing has one stroke for each run of dark modules`() throws {
        let code = try QRCode(of: "wg")
        #expect(code.svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\""))
        #expect(code.svg.contains("M4 4h7v1h-7z"))
        #expect(code.svg.hasSuffix("</svg>\n"))
    }

    @Test func `as a picture has the size that is asked for`() throws {
        let code = try QRCode(of: "wg")
        let png = code.png(scale: 3)
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        // IHDR: 87 by 87 pixels of one bit.
        #expect(Array(png[8..<29]) == [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 87, 0, 0, 0, 87, 1, 0, 0, 0, 0])
        // The checksum of an empty IEND, as every PNG has it.
        #expect(Array(png.suffix(12)) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
}
