/// The command line as Netmaker's users type it, `-daemon=off` and `-t TOKEN`, and as their environment has it,
/// `NETCLIENT_DAEMON=off`: brought into the one form that the parser reads.
struct CommandLineDialect {
    /// What is typed after an option's name.
    enum Kind {
        /// A value, after `=` or as the next argument.
        case value
        /// Nothing; a switch after `=` is read all the same.
        case flag
        /// A value that is read from the environment elsewhere: it is a secret, or says where to read.
        case ownValue
    }

    struct Option {
        let name: String
        let kind: Kind
        /// What else it is called, now or by Netmaker.
        let others: [String]

        init(_ name: String, _ kind: Kind = .value, _ others: String...) {
            self.name = name
            self.kind = kind
            self.others = others
        }

        /// The variable that says the same.
        var variable: String {
            "NETCLIENT_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
        }
    }

    /// The options of each command.
    let commands: [String: [Option]]

    /// The command line in the parser's form.
    ///
    /// - Parameter environment: looks up variables.
    func callAsFunction(_ arguments: [String], environment: (String) -> String?) -> [String] {
        // A shell that asks for completions asks in the parser's own way.
        guard !arguments.contains(where: { $0.hasPrefix("---") }),
            let start = arguments.firstIndex(where: { !$0.hasPrefix("-") }), let options = commands[arguments[start]]
        else { return arguments }
        var result = Array(arguments[...start])
        var rest = arguments[(start + 1)...]
        var given: Set<String> = []
        while let argument = rest.popFirst() {
            guard argument != "--" else {
                result.append(argument)
                result += rest
                break
            }
            guard let (option, value) = parse(argument, options) else {
                result.append(argument)
                continue
            }
            given.insert(option.name)
            switch option.kind {
            case .flag: result += flag(option, value)
            case .value, .ownValue:
                // Joined, so that a value may begin with a hyphen. One that is missing is for the parser to miss.
                result.append(((value ?? rest.popFirst()).map { "--\(option.name)=\($0)" }) ?? "--\(option.name)")
            }
        }
        let additions = fromEnvironment(options, given, environment)
        result.insert(contentsOf: additions, at: start + 1)
        return result
    }

    /// The option that an argument names, with one hyphen or two, and the value that stands in it.
    private func parse(_ argument: String, _ options: [Option]) -> (Option, value: String?)? {
        guard argument.hasPrefix("-"), argument.count > 1 else { return nil }
        let body = argument.dropFirst(argument.hasPrefix("--") ? 2 : 1)
        let parts = body.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first,
            let option = options.first(where: { $0.name == name || $0.others.contains(name) })
        else { return nil }
        return (option, parts.count > 1 ? parts[1] : nil)
    }

    private func flag(_ option: Option, _ value: String?) -> [String] {
        switch value.map(Switch.init(argument:)) {
        case nil, .on??: ["--\(option.name)"]
        case .off??: []
        // What it is worth is for the parser to say.
        case .some(nil): ["--\(option.name)=\(value ?? "")"]
        }
    }

    /// What the environment says besides what was typed.
    private func fromEnvironment(
        _ options: [Option], _ given: Set<String>, _ environment: (String) -> String?
    ) -> [String] {
        let isAdmittedByToken =
            !given.isDisjoint(with: Self.tokens)
            || given.isDisjoint(with: Self.places)
                && options.contains { Self.tokens.contains($0.name) && environment($0.variable) != nil }
        let settled: Set<String> =
            if !options.contains(where: { $0.name == "token" }) {
                []
            } else if isAdmittedByToken {
                given.isDisjoint(with: Self.tokens) ? Self.places : Self.places.union(Self.tokens)
            } else {
                Self.tokens
            }
        return options.flatMap { option -> [String] in
            guard !given.contains(option.name), !settled.contains(option.name), let value = environment(option.variable)
            else { return [] }
            return switch option.kind {
            case .value: ["--\(option.name)=\(value)"]
            case .flag: flag(option, value)
            case .ownValue: []
            }
        }
    }

    /// Either of these says which network is joined, or all of the others do: whoever types some of one kind means none
    /// of the other.
    private static let tokens: Set = ["token", "token-file"]
    private static let places: Set = ["network", "server", "key", "pin"]
}

extension CommandLineDialect {
    /// That of netclient.
    static let standard: CommandLineDialect = {
        let common = [Option("directory", .ownValue), Option("run-directory", .ownValue), Option("log-level")]
        let network = Option("network", .value, "n")
        let output = Option("output", .value, "o")
        let join = [
            Option("token", .ownValue, "t"), Option("token-file"), network, Option("server", .value, "grpcserver"),
            Option("key", .value, "k"), Option("pin"), Option("name"), Option("interface", .value, "i"),
            Option("port", .value, "p"), Option("endpoint", .value, "e"), Option("roaming"), Option("daemon"),
            Option("force", .flag), Option("allow-remote-commands", .flag),
        ]
        return CommandLineDialect(commands: [
            "join": common + join,
            "leave": common + [network],
            "list": common + [output],
            "status": common + [network, output, Option("all", .flag), Option("check", .flag), Option("why")],
            "pull": common + [network],
            "push": common + [network],
            "checkin": common + [network],
            "daemon": common + [network],
            "uninstall": common + [Option("yes", .flag, "y")],
        ])
    }()
}
