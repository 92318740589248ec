internal import NetmakerCore

/// A name as it stands in a message: labels of any bytes, the case as it was sent.
public struct MessageName: Hashable, Sendable {
    /// From the left, without the root.
    public let labels: [[UInt8]]

    /// With the lengths before the labels, and the root (RFC 1035, section 2.3.4).
    static let maximumLength = 255

    init(_ labels: [[UInt8]]) { self.labels = labels }

    /// A name of ours, which always fits.
    init(_ name: DomainName) { self.init(texts: name.labels.map(String.init)) }

    init(texts labels: [String]) { self.labels = labels.map { Array($0.utf8) } }

    /// The labels in lower case (RFC 4343); nil when one holds what no name of ours does.
    public var lowercased: [String]? {
        var result: [String] = []
        for label in labels {
            let isOurs = label.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
            }
            guard isOurs else { return nil }
            result.append(String(decoding: label.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self))
        }
        return result
    }

    /// The bytes that stand for it, without pointers.
    var encoded: [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }
}
