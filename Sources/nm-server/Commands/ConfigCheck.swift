internal import ArgumentParser
internal import NetmakerServer

extension NMServer.Config {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look at all settings, say what is wrong, and show what holds.",
            discussion: """
                Settings come from the flags, then from the environment (NM_API_PORT for --api-port, and so on), then \
                from the configuration file, whose lines are key = value with the flags' names as keys. Exit status: 0 \
                when a server would start with them, 2 when not.
                """)
        @OptionGroup var flags: ServerFlags

        func run() throws {
            let file = try flags.directory.file()
            let settings = flags.directory.settings(flags: flags.given, file: file)
            let guess = Result { () throws(ServerError) in try PublicAddress.guessed() }
            let problems = file.problems + settings.problems { () throws(ServerError) in try guess.get() }
            for line in Self.table(settings, guess) { Console.say(line) }
            for name in ServerSettings.unknownVariables(in: flags.directory.environment) {
                Console.complain("\(name) is not read: there is no such setting")
            }
            guard !problems.isEmpty else { return }
            for problem in problems { Console.complain("\(problem)") }
            throw ServerError(
                .invalidConfiguration, message: "wrong settings: \(problems.count)", remedy: "put them right")
        }

        /// A line each: the setting, its value, where it comes from.
        private static func table(
            _ settings: ServerSettings, _ guess: Result<PublicAddress, ServerError>
        ) -> [String] {
            let rows = settings.effective().map { row in
                guard row.setting == .publicAddress, row.text.isEmpty, let address = try? guess.get() else {
                    return row
                }
                return (row.setting, address.host, "guessed")
            }
            let width = rows.map(\.1.count).max() ?? 0
            return rows.map { setting, text, origin in
                pad(setting.rawValue, 15) + " = " + pad(text, width) + "  " + origin
            }
        }

        private static func pad(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
    }
}
