internal import DurableFiles
internal import NetmakerCore

extension MembershipFiles {
    /// What the network's file has the machine run: `postup` and `postdown` under `node`. None where there is no file.
    func localCommands() throws -> InterfaceCommands {
        let path = path(.configuration)
        guard AtomicFile.exists(path) else { return InterfaceCommands() }
        let text = String(decoding: try AtomicFile.read(path, limit: 65_536), as: UTF8.self)
        var commands = InterfaceCommands()
        var isNode = false
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let first = line.first, first == " " || first == "\t" else {
                isNode = line.hasPrefix("node:")
                continue
            }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard isNode, parts.count == 2 else { continue }
            let value = Self.value(parts[1].drop(while: \.isWhitespace))
            guard !value.isEmpty else { continue }
            switch parts[0].drop(while: \.isWhitespace) {
            case "postup": commands.postUp = try ShellCommand(value, for: "postup")
            case "postdown": commands.postDown = try ShellCommand(value, for: "postdown")
            default: break
            }
        }
        return commands
    }

    /// The view with the owner's commands kept.
    func text(of configuration: NetConfig) throws -> String {
        let commands = try localCommands()
        var lines = configuration.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let end = lines.firstIndex { $0.hasPrefix("network:") } ?? lines.endIndex
        let own = [("postup", commands.postUp), ("postdown", commands.postDown)].compactMap { key, command in
            command.map { "    \(key): \(Self.quoted($0.description))" }
        }
        lines.insert(contentsOf: own, at: end)
        return lines.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : "\($1)" } + "\""
    }

    private static func value(_ text: Substring) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'", let end = text.dropFirst().lastIndex(of: quote)
        else { return String(text) }
        var value = ""
        var isEscaped = false
        for character in text[text.index(after: text.startIndex)..<end] {
            if quote == "\"", character == "\\", !isEscaped {
                isEscaped = true
            } else {
                isEscaped = false
                value.append(character)
            }
        }
        return value
    }
}
