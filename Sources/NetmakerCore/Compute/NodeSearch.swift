/// What is looked for among nodes: words, each of which has to be in what a node is known by, which is its name, its
/// addresses, its endpoint, its tags and its machine's name.
public struct NodeSearch: Hashable, Sendable {
    /// In bytes.
    public static let maximumLength = 255
    /// Of words: each is looked for in every node of a network.
    public static let maximumWords = 8

    public let text: String
    /// In small letters.
    private let words: [[UInt8]]

    /// - Throws: `ModelError.Code.invalidValue` for text that is empty, longer, has more words, or holds what no node is
    ///   known by.
    public init(_ text: String) throws(ModelError) {
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw ModelError(
                .invalidValue, field: "search", message: "\"\(text.excerpt)\" is nothing a node is known by",
                remedy: "give 1 to \(Self.maximumLength) visible characters of ASCII, or leave it out")
        }
        self.text = text
        let distinct = Set(text.utf8.map(\.small).split(separator: UInt8(ascii: " ")).map(Array.init))
        words = distinct.sorted { $0.lexicographicallyPrecedes($1) }
        guard words.count <= Self.maximumWords else {
            throw ModelError(
                .invalidValue, field: "search", message: "\(words.count) words are too many to look for",
                remedy: "give \(Self.maximumWords) at most")
        }
    }

    /// Whether a node has every word.
    public func fits(_ node: Node) -> Bool {
        guard !words.isEmpty else { return true }
        // Text of addresses is dear, and hardly any word needs it.
        let names = ([node.name.description, node.facts.hostname] + node.grant.tags.map(\.description)).bytes
        let rest = words.filter { !names.holds($0) }
        guard !rest.isEmpty else { return true }
        guard rest.allSatisfy({ $0.allSatisfy(\.isOfAddress) }) else { return false }
        let addresses =
            (node.addresses.map(\.description) + [node.pinnedEndpoint?.description].compactMap(\.self)).bytes
        return rest.allSatisfy(addresses.holds)
    }
}

extension [String] {
    /// All of it in small letters, with a byte between that is in no word.
    fileprivate var bytes: [UInt8] {
        reduce(into: []) { bytes, text in
            bytes += text.utf8.map(\.small)
            bytes.append(0)
        }
    }
}

extension [UInt8] {
    fileprivate func holds(_ word: [UInt8]) -> Bool {
        guard let first = word.first, count >= word.count else { return word.isEmpty }
        return (0...count - word.count).contains { start in
            self[start] == first && self[start..<start + word.count].elementsEqual(word)
        }
    }
}

extension UInt8 {
    fileprivate var small: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self }

    /// Whether text of an address or an endpoint may hold it.
    fileprivate var isOfAddress: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "."),
            UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: false
        }
    }
}
