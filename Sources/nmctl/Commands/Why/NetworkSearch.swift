internal import NetmakerAPI
internal import NetmakerCore

/// Finds the one network that two ends are both in, from what each network answers.
struct NetworkSearch {
    let from: PlaceReference
    let to: PlaceReference
    private var explanations: [Explanation] = []
    /// The networks that know one end, and not the other.
    private var withFrom: [NetworkName] = []
    private var withoutFrom: [NetworkName] = []
    private var lastRefusal: APIError?

    init(from: PlaceReference, to: PlaceReference) {
        self.from = from
        self.to = to
    }

    mutating func found(_ explanation: Explanation) { explanations.append(explanation) }

    /// - Throws: the error, unless it says that an end is not in the network.
    mutating func failed(_ error: APIError, in network: NetworkName) throws(APIError) {
        guard error.problem?.kind == .notFound else { throw error }
        switch error.problem?.field {
        // The first end is looked for first: whoever lacks only the second has the first.
        case "to": withFrom.append(network)
        case "from": withoutFrom.append(network)
        // Deleted in between.
        default: break
        }
        lastRefusal = error
    }

    /// - Throws: `CommandFailure` when several networks have both, or none has; the server's own word where there is
    ///   but one network.
    func result() throws -> Explanation {
        guard explanations.count <= 1 else {
            throw CommandFailure(
                message: "networks \(Self.names(explanations.map(\.network))) have both \(from) and \(to)",
                remedy: "say which is meant with --network")
        }
        if let explanation = explanations.first { return explanation }
        if let lastRefusal, withFrom.count + withoutFrom.count == 1 { throw lastRefusal }
        guard !withFrom.isEmpty else { throw NotThereError(what: "\(from)") }
        throw NotThereError(
            what: "\(to)", besides: "\(from), which is in \(Self.names(withFrom)): nothing passes between networks")
    }

    private static func names(_ networks: [NetworkName]) -> String {
        networks.sorted().map(\.description).joined(separator: ", ")
    }
}

/// That no network has what was named.
struct NotThereError: Error, CustomStringConvertible {
    let what: String
    /// What it should be in one network with; nil for anything.
    var besides: String?

    var description: String {
        "no network has \(what)\(besides.map { " beside \($0)" } ?? ""); "
            + "see who there is with nmctl node list and nmctl client list"
    }
}
