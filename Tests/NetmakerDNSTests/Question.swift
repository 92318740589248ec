import NetmakerDNS

/// A question in bytes, built by hand: the codec under test has no part in it.
struct Question {
    var id: UInt16 = 0x4711
    var flags: UInt16 = 0x0100
    var counts: [UInt16] = [1, 0, 0, 0]
    var name: String
    var type = RecordType.a
    var classCode: UInt16 = 1
    /// What stands behind the question.
    var rest: [UInt8] = []

    init(_ name: String, _ type: UInt16 = RecordType.a) {
        self.name = name
        self.type = type
    }

    /// An OPT record that takes answers of so many bytes.
    static func option(_ size: UInt16, version: UInt8 = 0) -> [UInt8] {
        [0, 0, 41] + big(size) + [0, version, 0, 0, 0, 0]
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for number in [id, flags] + counts { bytes += Self.big(number) }
        for label in name.split(separator: ".") { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
        bytes.append(0)
        for number in [type, classCode] { bytes += Self.big(number) }
        return bytes + rest
    }

    static func big(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }
}
