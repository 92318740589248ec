import ArgumentParser
import FoundationEssentials
import Testing

@testable import netclient

@Suite struct `The command line's dialect` {
    private func rewritten(_ line: String, _ environment: [String: String] = [:]) -> String {
        CommandLineDialect.standard(line.split(separator: " ").map(String.init)) { environment[$0] }
            .joined(separator: " ")
    }

    static let spellings = [
        ("join -t TOKEN", "join --token=TOKEN"),
        ("join -t -", "join --token=-"),
        ("join -token TOKEN", "join --token=TOKEN"),
        ("join -token=TOKEN -daemon=off", "join --token=TOKEN --daemon=off"),
        ("join -daemon off", "join --daemon=off"),
        ("join -roaming=off", "join --roaming=off"),
        ("join --daemon off", "join --daemon=off"),
        ("join -name=web -port=51830 -p 51831", "join --name=web --port=51830 --port=51831"),
        (
            "join -grpcserver vpn.example.org:50051 -n harbor -k -x-",
            "join --server=vpn.example.org:50051 --network=harbor --key=-x-"
        ),
        ("join -e 192.0.2.1:51821 -i nm0 -force", "join --endpoint=192.0.2.1:51821 --interface=nm0 --force"),
        ("join -force=yes", "join --force"),
        ("join -force=no", "join"),
        ("join -force=maybe", "join --force=maybe"),
        ("join --name", "join --name"),
        ("join -nonsense -t TOKEN", "join -nonsense --token=TOKEN"),
        ("leave -n harbor", "leave --network=harbor"),
        ("leave -network harbor", "leave --network=harbor"),
        ("status -o=json", "status --output=json"),
        ("list -- -o json", "list -- -o json"),
        ("uninstall -y", "uninstall --yes"),
        ("--version", "--version"),
        ("help join", "help join"),
        ("---completion join -- --token -t", "---completion join -- --token -t"),
    ]

    @Test(arguments: spellings) func `has one meaning for all its spellings`(_ typed: String, _ read: String) {
        #expect(rewritten(typed) == read)
    }

    @Test func `takes from the environment what was not typed`() {
        let environment = ["NETCLIENT_DAEMON": "off", "NETCLIENT_NAME": "web", "NETCLIENT_FORCE": "true"]
        #expect(rewritten("join -t T", environment) == "join --name=web --daemon=off --force --token=T")
        #expect(
            rewritten("join -t T -daemon on -name db -force=no", environment) == "join --token=T --daemon=on --name=db")
        #expect(rewritten("list", environment) == "list")
        #expect(rewritten("join -t T", ["NETCLIENT_ROAMING": "no"]) == "join --roaming=no --token=T")
        #expect(rewritten("status", ["NETCLIENT_NETWORK": "harbor"]) == "status --network=harbor")
    }

    @Test func `takes a token or what stands for it, and not both`() {
        let both = [
            "NETCLIENT_TOKEN": "T", "NETCLIENT_NETWORK": "harbor", "NETCLIENT_SERVER": "192.0.2.1:50051",
            "NETCLIENT_KEY": "K",
        ]
        // The token itself is read where it is used.
        #expect(rewritten("join", both) == "join")
        #expect(rewritten("join --network lab", both) == "join --server=192.0.2.1:50051 --key=K --network=lab")
        #expect(rewritten("join --token-file F", both) == "join --token-file=F")
        let file = ["NETCLIENT_TOKEN_FILE": "F"]
        #expect(rewritten("join", file) == "join --token-file=F")
        #expect(rewritten("join -t T", file) == "join --token=T")
    }

    @Test(arguments: ["on", "yes", "true", "off", "no", "false", "ON", "Yes"])
    func `knows every word for on and off`(_ word: String) {
        #expect(Switch(argument: word) == (["on", "yes", "true"].contains(word.lowercased()) ? .on : .off))
    }

    @Test func `has every option that the parser has, and no other`() throws {
        let help = try JSONDecoder().decode(Help.self, from: Data(NetClient._dumpHelp().utf8))
        let commands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
        #expect(Set(commands.map(\.commandName)) == Set(CommandLineDialect.standard.commands.keys))
        for command in commands {
            let known = try #require(CommandLineDialect.standard.commands[command.commandName])
            let parsed = (command.arguments ?? []).compactMap { argument -> String? in
                guard let name = argument.longName, !["help", "version"].contains(name) else { return nil }
                return "\(name): \(argument.kind)"
            }
            let rows = known.map { "\($0.name): \($0.kind == .flag ? "flag" : "option")" }
            #expect(Set(parsed) == Set(rows), "\(command.commandName)")
            for argument in command.arguments ?? [] {
                guard let option = known.first(where: { $0.name == argument.longName }) else { continue }
                for short in argument.names ?? [] where short.kind == "short" {
                    #expect(option.others.contains(short.name), "\(command.commandName) -\(short.name)")
                }
            }
        }
    }

    /// What the parser says of itself.
    private struct Help: Decodable {
        struct Command: Decodable {
            let commandName: String
            let subcommands: [Command]?
            let arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }
            let kind: String
            let names: [Name]?

            var longName: String? { names?.first { $0.kind == "long" }?.name }
        }
        let command: Command
    }
}
