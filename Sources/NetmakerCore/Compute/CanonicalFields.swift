/// Fields written one after the other so that no two different sequences of fields give the same bytes: numbers have a
/// fixed width, everything else its length in front.
struct CanonicalFields {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(192) }

    mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { append(Array(text.utf8)) }

    mutating func append(_ field: [UInt8]) {
        append(UInt64(field.count))
        bytes.append(contentsOf: field)
    }

    mutating func append(_ address: IPAddress?) {
        switch address {
        case nil: append(UInt64(0))
        case .v4(let address): append(withUnsafeBytes(of: address.rawValue.bigEndian) { Array($0) })
        case .v6(let address): append(withUnsafeBytes(of: address.rawValue.bigEndian) { Array($0) })
        }
    }

    mutating func append(_ endpoint: Endpoint?) {
        append(endpoint?.address)
        append(UInt64(endpoint?.port.rawValue ?? 0))
    }
}
