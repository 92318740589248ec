internal import NetmakerCore

/// What a machine's owner wants at the join that the join itself does not say.
extension MembershipFiles {
    /// Writes it where the owner would write it, into the file that people edit: the first session publishes it, as every
    /// edit, and what nobody heard of the next one does.
    ///
    /// What was agreed on comes first: without it, the server's word would count.
    ///
    /// - Throws: `NetConfigError` for a file that is there and means nothing, and `FileError`.
    func write(roaming: Bool, into view: NetConfig) throws {
        let document =
            switch try readConfiguration() {
            case .whole(let document): document
            case .missing: try NetConfigDocument(Array(view.text.utf8))
            }
        let merged = try NetConfigMerge(document, nil, view)
        var wanted = merged.document
        if let key = NetConfigKey[NetConfigPlace(.node, "roaming")] {
            let meaning = roaming ? "yes" : "no"
            try wanted.set(key, to: [key.form.text(for: meaning, like: wanted[key.place]?.first)])
        }
        try save(merged.agreement)
        try save(wanted)
    }
}
