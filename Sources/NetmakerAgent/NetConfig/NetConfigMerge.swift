internal import NetmakerCore

/// What becomes of a file that a person may have changed, now that the server says this. Pure: nothing is written here.
struct NetConfigMerge: Sendable {
    /// What file and server last agreed on, by the keys' own names.
    typealias Agreement = [NetConfigPlace: [String]]

    /// The file as it is to be.
    private(set) var document: NetConfigDocument
    /// What the two agree on once the file is so.
    private(set) var agreement: Agreement
    /// What the server is to be told.
    private(set) var edits: [NodeEdit] = []
    private(set) var notices: [NetConfigNotice] = []

    private let view: NetConfig
    private let refusals: [NodeSetting.Field: NodeEditRefusal]
    private var verdicts: [NetConfigPlace: NetConfigVerdict] = [:]
    private var texts: [NetConfigPlace: [String]] = [:]

    /// - Parameter refusals: what the server has refused of what the file says.
    /// - Throws: `NetConfigError` when a value that counts cannot be read: nothing is to be done with the file then.
    init(
        _ document: NetConfigDocument, _ agreement: Agreement?, _ view: NetConfig,
        refusals: [NodeSetting.Field: NodeEditRefusal] = [:]
    ) throws(NetConfigError) {
        self.document = document
        self.agreement = agreement ?? [:]
        self.view = view
        self.refusals = refusals
        for key in NetConfigKey.all { try judge(key, agreement?[key.place]) }
        try publishEndpoint()
        for key in NetConfigKey.all where key.place != .endpoint && key.place != .isStatic {
            if case .machine(let field) = key.owner, verdicts[key.place] == .published { try publish(key, field) }
        }
    }

    // MARK: A key by itself

    private mutating func judge(_ key: NetConfigKey, _ base: [String]?) throws(NetConfigError) {
        switch key.owner {
        case .ignored: return
        case .local:
            // Read so that who needs it is told at once where it makes no sense.
            return try requireSense(key)
        case .factUnless(let flag, _): if try isOn(flag) { return try requireSense(key) }
        case .machine, .service, .admin, .fact: break
        }
        guard let server = key.show(view) else { return }
        let file = try meaning(of: key)
        texts[key.place] = file
        guard file != nil || document[key.place] != nil || key.presence == .always else { return }
        let mayPublish = key.isOwners
        let verdict = NetConfigVerdict(base: base, file: file, server: server, mayPublish: mayPublish)
        verdicts[key.place] = verdict
        switch verdict {
        case .agreed: agreement[key.place] = server
        case .published: break
        case .written: try write(key, server)
        case .putBack:
            note(.putBack, key, "it is not this machine's to say, and is put back", remedy(key))
            try write(key, server)
        case .overruled:
            // Of a file that nobody knows, what only states a fact is no loss.
            if base != nil || key.isPublished {
                note(
                    .overruled, key,
                    "the file says \(Self.shown(file)) and the server \(Self.shown(server)), which counts",
                    base == nil ? "write it again, if the file is right" : remedy(key))
            }
            try write(key, server)
        }
    }

    /// - Returns: nil when the file says nothing of it.
    private func meaning(of key: NetConfigKey) throws(NetConfigError) -> [String]? {
        guard let items = document[key.place] else { return nil }
        if key.form == .list {
            return items.count == 1 ? items[0].split(separator: ",").map { String($0.filter { $0 != " " }) } : items
        }
        let text = items.first ?? ""
        do throws(ModelError) {
            return try key.form.meaning(of: text, view.configuration.listenPort).map { [$0] }
        } catch {
            // What is put back in any case need make no sense.
            guard key.isOwners else { return [text] }
            throw unreadable(key, error)
        }
    }

    /// What has no meaning is told of the flag itself, and is not yes.
    private func isOn(_ flag: NetConfigPlace) throws(NetConfigError) -> Bool {
        guard let key = NetConfigKey[flag] else { return false }
        try requireSense(key)
        return try meaning(of: key) == ["yes"]
    }

    private func requireSense(_ key: NetConfigKey) throws(NetConfigError) {
        guard let text = document[key.place]?.first, !text.isEmpty else { return }
        do throws(ModelError) {
            if key.form == .text {
                _ = try ShellCommand(text, for: key.place.name)
            } else {
                _ = try key.form.meaning(of: text, view.configuration.listenPort)
            }
        } catch {
            throw unreadable(key, error)
        }
    }

    private func unreadable(_ key: NetConfigKey, _ error: ModelError) -> NetConfigError {
        document.unreadable(key.place, error)
    }

    private mutating func write(_ key: NetConfigKey, _ items: [String]) throws(NetConfigError) {
        let former = document[key.place]?.first
        try document.set(key, to: items.map { key.form.text(for: $0, like: former) })
        agreement[key.place] = items
    }

    // MARK: What is published

    private mutating func publish(_ key: NetConfigKey, _ field: NodeSetting.Field) throws(NetConfigError) {
        guard let text = texts[key.place]?.first, let base = agreement[key.place]?.first else { return }
        let edit: NodeEdit
        do throws(ModelError) {
            edit = NodeEdit(from: try NodeSetting(field, base), to: try NodeSetting(field, text))
        } catch {
            throw unreadable(key, error)
        }
        try tell(edit, [key])
    }

    /// Two keys are one field: with no in the one, the other shows what is detected.
    private mutating func publishEndpoint() throws(NetConfigError) {
        let (isEndpointNew, isFlagNew) = (
            verdicts[.endpoint] == .published, verdicts[.isStatic] == .published
        )
        guard isEndpointNew || isFlagNew, let endpoint = NetConfigKey[.endpoint], let flag = NetConfigKey[.isStatic]
        else {
            return
        }
        let isCleared = isFlagNew && texts[.isStatic] == ["no"]
        if isCleared, isEndpointNew, let shown = endpoint.show(view) {
            note(.putBack, endpoint, "with isstatic: no it is detected", "write isstatic: yes to say it yourself")
            try write(endpoint, shown)
        }
        let wanted = isCleared ? nil : texts[.endpoint]?.first
        if isFlagNew, !isCleared, wanted == nil {
            throw NetConfigError(
                line: document.entries[.isStatic].map { $0.line + 1 }, key: "\(NetConfigPlace.isStatic)",
                "there is no endpoint to be static", remedy: "write one at endpoint, such as 192.0.2.1:51821")
        }
        let edit: NodeEdit
        do throws(ModelError) {
            let former = agreement[.isStatic] == ["yes"] ? agreement[.endpoint]?.first : nil
            edit = NodeEdit(
                from: .pinnedEndpoint(try former.map { text throws(ModelError) in try Endpoint(parsing: text) }),
                to: .pinnedEndpoint(try wanted.map { text throws(ModelError) in try Endpoint(parsing: text) }))
        } catch {
            throw unreadable(endpoint, error)
        }
        try tell(edit, (isEndpointNew && !isCleared ? [endpoint] : []) + (isFlagNew ? [flag] : []))
    }

    private mutating func tell(_ edit: NodeEdit, _ keys: [NetConfigKey]) throws(NetConfigError) {
        guard let field = edit.to.field, let refusal = refusals[field] else { return edits.append(edit) }
        if let first = keys.first { note(.refused, first, refusal.message, refusal.remedy) }
        for key in keys { if let shown = key.show(view) { try write(key, shown) } }
    }

    // MARK: Notices

    private mutating func note(
        _ kind: NetConfigNotice.Kind, _ key: NetConfigKey, _ message: String, _ remedy: String
    ) {
        notices.append(NetConfigNotice(kind: kind, key: key.place, message: message, remedy: remedy))
    }

    private func remedy(_ key: NetConfigKey) -> String {
        let (network, node) = ("\(view.configuration.network)", "\(view.configuration.name)")
        switch key.owner {
        case .admin(.words(let words)), .fact(.words(let words)): return words
        case .admin(let remedy): return "an admin changes it with \(remedy.text(network, node))"
        case .fact(let remedy): return "it changes with \(remedy.text(network, node))"
        case .factUnless(let flag, _): return "write \(flag.name): yes to say it yourself"
        case .machine, .service, .local, .ignored: return "look at what it is now, and change that"
        }
    }

    /// For a log: what a person wrote there must not draw.
    private static func shown(_ items: [String]?) -> String {
        "\"\((items ?? []).joined(separator: ", ").plain(maximumLength: 200))\""
    }
}

extension NetConfigPlace {
    static let endpoint = NetConfigPlace(.node, "endpoint")
    static let isStatic = NetConfigPlace(.node, "isstatic")
    static let isLocal = NetConfigPlace(.node, "islocal")
    static let localRange = NetConfigPlace(.node, "localrange")
    static let daemon = NetConfigPlace(.top, "daemon")
}

extension NetConfigKey {
    fileprivate var isPublished: Bool { if case .machine = owner { true } else { false } }

    /// Whether an edit of it is made so, by whomever.
    fileprivate var isOwners: Bool { isPublished || owner == .service }
}

extension NodeSetting {
    /// What a meaning of `NetConfigForm` sets.
    ///
    /// - Throws: `ModelError` for what is no such value.
    fileprivate init(_ field: Field, _ meaning: String) throws(ModelError) {
        switch field {
        case .name: self = .name(try NodeName(parsing: meaning))
        case .listenPort: self = .listenPort(try ListenPort(parsing: meaning))
        case .persistentKeepalive: self = .persistentKeepalive(try PersistentKeepalive(parsing: meaning))
        case .mtu: self = .mtu(try MTU(parsing: meaning))
        case .pinnedEndpoint: self = .pinnedEndpoint(meaning.isEmpty ? nil : try Endpoint(parsing: meaning))
        case .udpHolePunching: self = .udpHolePunching(meaning == "yes")
        case .dnsOn: self = .dnsOn(meaning == "yes")
        case .roaming: self = .roaming(meaning == "yes")
        }
    }
}
