internal import ArgumentParser

/// Names of objects, asked for when they are needed.
extension CompletionKind {
    static var contexts: CompletionKind {
        .custom { _, _, prefix in NamedObjects.contexts().filter { $0.hasPrefix(prefix) } }
    }

    static var networks: CompletionKind { names(of: .networks) }
    static var nodes: CompletionKind { names(of: .nodes) }
    static var clients: CompletionKind { names(of: .clients) }
    static var accessKeys: CompletionKind { names(of: .accessKeys) }
    static var dnsRecords: CompletionKind { names(of: .dnsRecords) }
    static var users: CompletionKind { names(of: .users) }
    static var apiTokens: CompletionKind { names(of: .apiTokens) }
    static var sessions: CompletionKind { names(of: .sessions) }

    private static func names(of objects: NamedObjects) -> CompletionKind {
        // The parser takes asynchronous completions only where it is called asynchronously itself, and tells a shell's
        // question by this word. For the script that is generated both kinds are the same.
        guard CommandLine.arguments.dropFirst().first == "---completion" else {
            return .custom { _, _, _ in [String]() }
        }
        return .custom { words, _, prefix in
            await objects.names(completing: words).filter { $0.hasPrefix(prefix) }
        }
    }
}
