internal import DurableFiles
internal import FoundationEssentials
internal import NetmakerCore

/// The contexts somebody keeps, in a file only they can read: it holds session tokens.
struct ContextFile: Sendable {
    let path: String

    /// `$NMCTL_CONFIG`, else `$XDG_CONFIG_HOME/nmctl/contexts.json`, else `~/.config/nmctl/contexts.json`.
    init(in environment: Environment) throws(CommandFailure) {
        if let path = environment.contextFile {
            self.path = path
        } else if let folder = environment.configurationFolder {
            path = folder + "/nmctl/contexts.json"
        } else if let home = environment.home {
            path = home + "/.config/nmctl/contexts.json"
        } else {
            throw CommandFailure(
                message: "there is no HOME to keep contexts in", remedy: "say where to keep them with NMCTL_CONFIG")
        }
    }

    /// What is kept; nothing when there is no file yet.
    func read() throws -> Contexts {
        guard AtomicFile.exists(path) else { return Contexts() }
        let bytes = try AtomicFile.read(path, limit: 1 << 20, links: .follow)
        do {
            return try JSONDecoder().decode(Contexts.self, from: Data(bytes))
        } catch {
            throw CommandFailure(
                message: "\(path) cannot be read: \(error)",
                remedy: "correct it, or move it away and log in again")
        }
    }

    /// Changes what is kept.
    func update(_ change: (inout Contexts) throws -> Void) throws {
        var contexts = try read()
        try change(&contexts)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try Folder.create(String(path[..<slash]), mode: 0o700)
        }
        try AtomicFile.write(Array(try encoder.encode(contexts)) + Array("\n".utf8), to: path, mode: 0o600)
    }
}

/// Contexts by name, one of them current.
struct Contexts: Codable, Hashable, Sendable {
    private(set) var current: ContextName?
    private var contexts: [String: Context] = [:]

    init() {}

    /// All, in the order of their names.
    var all: [(name: ContextName, context: Context)] {
        contexts.compactMap { text, context in
            (try? ContextName(parsing: text)).map { (name: $0, context: context) }
        }.sorted { $0.name < $1.name }
    }

    /// The named context, or the current one.
    ///
    /// - Throws: `CommandFailure` when there is none of this name, or no current one.
    func context(_ name: ContextName? = nil) throws(CommandFailure) -> (name: ContextName, context: Context) {
        guard let name = name ?? current else {
            throw CommandFailure(message: "no server is chosen", remedy: "log in with nmctl login --server URL")
        }
        guard let context = contexts[name.description] else {
            throw CommandFailure(
                message: "there is no context \(name)", remedy: "see the contexts there are with nmctl context list")
        }
        return (name, context)
    }

    /// Keeps a context under a name and makes it the current one.
    mutating func keep(_ context: Context, as name: ContextName) {
        contexts[name.description] = context
        current = name
    }

    /// Makes another context the current one.
    mutating func use(_ name: ContextName) throws(CommandFailure) {
        current = try context(name).name
    }

    /// Forgets the session of a context, and nothing else of it.
    mutating func forgetSession(of name: ContextName) {
        contexts[name.description]?.token = nil
    }

    /// Forgets a context, its session included.
    mutating func delete(_ name: ContextName) throws(CommandFailure) {
        contexts[try context(name).name.description] = nil
        if current == name { current = nil }
    }
}
