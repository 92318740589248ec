internal import NetmakerCore

/// What a machine's owner wants at the join that the join itself does not say.
extension MembershipFiles {
    /// Writes it where the owner would write it, into the file that people edit: the first session publishes it, as every
    /// edit, and what nobody heard of the next one does.
    ///
    /// What was agreed on comes first: without it, the server's word would count.
    ///
    /// - Parameter wishes: the meanings of the keys at these places.
    /// - Throws: `NetConfigError` for a file that is there and means nothing, and `FileError`.
    func write(_ wishes: [NetConfigPlace: String], into view: NetConfig) throws {
        let document =
            switch try readConfiguration() {
            case .whole(let document): document
            case .missing: try NetConfigDocument(Array(view.text.utf8))
            }
        let merged = try NetConfigMerge(document, nil, view)
        var wanted = merged.document
        for (place, meaning) in wishes {
            guard let key = NetConfigKey[place] else { continue }
            try wanted.set(key, to: [key.form.text(for: meaning, like: wanted[key.place]?.first)])
        }
        try save(merged.agreement)
        try save(wanted)
    }
}

extension MembershipRequest {
    /// What the owner wants and the join itself does not say, or says so that it looks like no wish: whoever names the
    /// port that is taken without a word is given the network's.
    func wishes(besides configuration: NodeConfiguration) -> [NetConfigPlace: String] {
        var wishes: [NetConfigPlace: String] = [:]
        if let roaming { wishes[NetConfigPlace(.node, "roaming")] = roaming ? "yes" : "no" }
        if let listenPort, listenPort != configuration.listenPort {
            wishes[NetConfigPlace(.node, "listenport")] = listenPort.description
        }
        return wishes
    }
}
