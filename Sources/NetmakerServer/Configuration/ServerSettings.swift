/// What sources say about how a server runs: the command line, the environment, the configuration file. What none says
/// is not in it.
public struct ServerSettings: Hashable, Sendable {
    /// A value as it was given.
    public struct Given: Hashable, Sendable {
        public let text: String
        public let origin: SettingOrigin
    }

    public private(set) var values: [ServerSetting: Given]

    init(values: [ServerSetting: Given]) { self.values = values }

    /// What the command line says.
    public init(flags: [ServerSetting: String]) {
        values = Dictionary(
            uniqueKeysWithValues: flags.map { ($0, Given(text: $1, origin: .flag($0))) })
    }

    /// What the environment says, such as `NM_API_PORT`. A variable that is empty says nothing.
    public init(environment: [String: String]) {
        values = [:]
        for setting in ServerSetting.allCases {
            guard let text = environment[setting.variable], !text.isEmpty else { continue }
            values[setting] = Given(text: text, origin: .variable(setting))
        }
    }

    /// The variables that look as if they were meant for a server, and are not read, in order.
    public static func unknownVariables(in environment: [String: String]) -> [String] {
        let known = Set(ServerSetting.allCases.map(\.variable) + [ServerSetting.fileVariable])
        return environment.keys.filter { $0.hasPrefix("NM_") && !known.contains($0) }.sorted()
    }

    /// These settings, and where they are silent, those of the next source.
    public func or(_ next: ServerSettings) -> ServerSettings {
        ServerSettings(values: values.merging(next.values) { own, _ in own })
    }

    /// What holds, and where it comes from: all there are, in their order, for people to read.
    public func effective() -> [(setting: ServerSetting, text: String, origin: String)] {
        ServerSetting.allCases.map { setting in
            if let given = values[setting] { return (setting, given.text, given.origin.description) }
            return (setting, setting.builtIn ?? "", "built in")
        }
    }

    /// - Parameter guess: finds the public address when no source gives one.
    /// - Throws: `ServerError.Code.invalidConfiguration` for the first setting that is wrong.
    public func configuration(
        guessing guess: () throws(ServerError) -> PublicAddress
    ) throws(ServerError) -> ServerConfiguration {
        var reader = SettingsReader(self)
        let configuration = reader.configuration(guessing: guess)
        if let problem = reader.problems.first { throw problem }
        guard let configuration else { throw Self.incomplete }
        return configuration
    }

    /// How it logs.
    ///
    /// - Throws: `ServerError.Code.invalidConfiguration` for the first setting that is wrong.
    public func logging() throws(ServerError) -> LogSettings {
        var reader = SettingsReader(self)
        let logging = reader.logging()
        if let problem = reader.problems.first { throw problem }
        return logging
    }

    /// The folder alone, for who needs nothing else.
    public var dataDirectory: DataDirectory {
        DataDirectory(values[.dataDirectory]?.text ?? ServerConfiguration.defaultDataDirectory)
    }

    /// All that is wrong, in the order of the settings; none when a server could start with them. Looks at certificates
    /// too, and changes nothing.
    public func problems(guessing guess: () throws(ServerError) -> PublicAddress) -> [ServerError] {
        var reader = SettingsReader(self)
        let configuration = reader.configuration(guessing: guess)
        _ = reader.logging()
        if let certificate = configuration?.certificate { reader.look(at: certificate) }
        return reader.problems
    }

    private static let incomplete = ServerError(
        .invalidConfiguration, message: "the settings do not say enough",
        remedy: "see what is missing with nm-server config check")
}
