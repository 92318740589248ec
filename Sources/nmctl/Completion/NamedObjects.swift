internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// Objects that people name on the command line.
enum NamedObjects: CaseIterable, Sendable {
    case networks, nodes, clients, accessKeys, dnsRecords, users, apiTokens, sessions

    /// How long a shell waits for names, and somebody for their shell.
    private static let patience: Duration = .seconds(2)

    /// The names there are, for somebody who is typing.
    ///
    /// Whatever is in the way, such as no session or no server, means that there are none: a complaint would stand in
    /// the middle of the line. Nobody is asked for anything.
    ///
    /// - Parameter words: the command line so far, its program included.
    func names(completing words: [String]) async -> [String] {
        let all = await withTaskGroup(of: [String].self) { group in
            group.addTask {
                do { return try await find(completing: CommandWords(words)) } catch { return [] }
            }
            group.addTask {
                // Cut short when the names are there.
                do { try await ContinuousClock().sleep(for: Self.patience) } catch { return [] }
                return []
            }
            defer { group.cancelAll() }
            return await group.next() ?? []
        }
        return all.filter(\.isPlainWord)
    }

    /// The names of the contexts there are, by the same rules.
    static func contexts() -> [String] {
        do { return try ContextFile(in: .current).read().all.map(\.name.description).filter(\.isPlainWord) } catch {
            return []
        }
    }

    private func find(completing words: CommandWords) async throws -> [String] {
        let name = try words.option("--context").map { text in try ContextName(parsing: text) }
        let context = try Context.chosen(name, in: .current)
        // Without one the answer is known.
        guard context.token != nil else { return [] }
        return try await AsyncHTTPTransport.withTransport(to: context.server, trusting: context.trust) { transport in
            try await names(from: ControlPlaneClient(transport, token: context.token), completing: words)
        }
    }

    /// The names that a server has.
    func names(from client: ControlPlaneClient, completing words: CommandWords) async throws -> [String] {
        var network: NetworkName { get throws { try NetworkName(parsing: words.firstArgument ?? "") } }
        var owner: UserName? { get throws { try words.option("--user").map { try UserName(parsing: $0) } } }
        switch self {
        case .networks: return try await client.networks().map(\.name.description)
        case .nodes: return try await client.nodes(in: network).map(\.name.description)
        case .clients: return try await client.clients(in: network).map(\.name.description)
        case .accessKeys: return try await client.accessKeys(of: network).map(\.name.description)
        case .dnsRecords: return try await client.dnsRecords(of: network).map(\.name.description)
        case .users: return try await client.users().map(\.name.description)
        case .apiTokens: return try await client.tokens(of: owner).map(\.name.description)
        case .sessions: return try await client.sessions(of: owner).map(\.id.description)
        }
    }
}

/// A command line that is being typed.
struct CommandWords: Sendable {
    /// What follows the command's name.
    private let words: [String]

    /// - Parameter line: all its words, the program's name first.
    init(_ line: [String]) {
        var rest = line.dropFirst()
        var command: any ParsableCommand.Type = NMCtl.self
        while let word = rest.first,
            let next = command.configuration.subcommands.first(where: { $0._commandName == word })
        {
            command = next
            rest = rest.dropFirst()
        }
        words = Array(rest)
    }

    /// What is not an option and follows none: on most commands, the network. Nil when there is nothing.
    var firstArgument: String? {
        zip([""] + words, words).first { !$0.hasPrefix("-") && !$1.hasPrefix("-") }?.1
    }

    /// What an option is given; nil when it is not.
    func option(_ name: String) -> String? {
        if let joined = words.first(where: { $0.hasPrefix(name + "=") }) {
            return String(joined.dropFirst(name.count + 1))
        }
        return zip(words, words.dropFirst()).first { $0.0 == name }?.1
    }
}

extension String {
    /// Whether no shell sees anything in it but a word: bash expands what it is offered, commands in it as well.
    fileprivate var isPlainWord: Bool {
        !isEmpty
            && unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": true
                default: false
                }
            }
    }
}
