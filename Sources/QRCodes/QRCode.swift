internal import CQREncode
public import NetmakerCore

/// A square of dark and light modules that a camera reads (ISO/IEC 18004).
public struct QRCode: Hashable, Sendable {
    /// How many modules a side has, without the margin: 21...177.
    public let width: Int
    /// Row by row, true for dark.
    private let modules: [Bool]

    /// The light margin around a code that readers need, in modules.
    public static let margin = 4

    /// The smallest code that holds the bytes, a part of which may be lost (error correction level L: a seventh of
    /// them).
    ///
    /// - Throws: `ModelError.Code.exhausted` for more bytes than any code holds (2953), or none.
    public init(of text: String) throws(ModelError) {
        let bytes = Array(text.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_L) else {
            throw ModelError(
                .exhausted, message: "no QR code holds \(bytes.count) bytes",
                remedy: "hand the file out in another way, or let it name fewer ranges")
        }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        // The lowest bit of each byte is the module.
        modules = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Whether a module is dark; the margin is light.
    ///
    /// - Parameters:
    ///   - row: from the top, -`margin`..<`width` + `margin`.
    ///   - column: from the left, likewise.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
        return modules[row * width + column]
    }

    /// Where modules are, the margin's included.
    var extent: Range<Int> { -Self.margin..<width + Self.margin }
}
