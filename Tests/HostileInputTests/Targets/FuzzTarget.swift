/// Something that reads what others wrote, and what must hold whatever they wrote.
struct FuzzTarget: Sendable {
    let name: String
    /// The longest input that is worth the time.
    let maximumLength: Int
    /// Words of the format, which chance alone would not find.
    let words: [String]
    /// Valid inputs: each is taken.
    let seeds: @Sendable () throws -> [[UInt8]]
    /// Inputs that are nearly valid, to begin with as well: each is refused.
    let nearMisses: @Sendable () throws -> [[UInt8]]
    /// - Throws: `Broken` where a property does not hold.
    let check: @Sendable ([UInt8]) throws -> Verdict

    /// What became of an input.
    enum Verdict {
        case taken, refused

        /// - Parameter value: what was read of the input; nil when nothing was.
        init(_ value: (some Any)?) { self = value == nil ? .refused : .taken }
    }

    init(
        _ name: String, maximumLength: Int = 4096, words: [String] = [],
        seeds: @escaping @Sendable () throws -> [[UInt8]],
        nearMisses: @escaping @Sendable () throws -> [[UInt8]] = { [] },
        check: @escaping @Sendable ([UInt8]) throws -> Verdict
    ) {
        self.name = name
        self.maximumLength = maximumLength
        self.words = words
        self.seeds = seeds
        self.nearMisses = nearMisses
        self.check = check
    }

    /// All that there is to begin with.
    func beginnings() throws -> [[UInt8]] { try seeds() + nearMisses() }

    static let all = [
        texts, token, agentFrames, calls, session, peerRecord, savedMap, credentials, localSocket, requests, answers,
        netlink, userspace, configurationFile, netConfig, dnsMessages, declarations,
    ]
}

extension FuzzTarget {
    /// One input of several kinds: the first byte says which.
    static func choice<Element>(_ elements: [Element], _ input: [UInt8]) -> (Element, ArraySlice<UInt8>)? {
        guard let first = input.first else { return nil }
        return (elements[Int(first) % elements.count], input.dropFirst())
    }
}
