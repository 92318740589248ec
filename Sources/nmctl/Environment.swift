internal import FoundationEssentials

/// The environment variables this program reads, each named once.
struct Environment: Sendable {
    private let values: [String: String]

    init(_ values: [String: String]) {
        // A variable that is set to nothing is one that is not set: so it can be switched off for one command.
        self.values = values.filter { !$0.value.isEmpty }
    }

    /// This process's own.
    static var current: Environment { Environment(ProcessInfo.processInfo.environment) }

    /// The address of a server, which then counts instead of any context.
    var server: String? { values["NMCTL_SERVER"] }
    /// Pins with commas between.
    var pins: String? { values["NMCTL_PIN"] }
    /// A session's token, or an API token.
    var token: String? { values["NMCTL_TOKEN"] }
    var password: String? { values["NMCTL_PASSWORD"] }
    /// The password that is to take the place of the present one.
    var newPassword: String? { values["NMCTL_NEW_PASSWORD"] }
    /// The name of a context.
    var context: String? { values["NMCTL_CONTEXT"] }
    /// Where contexts are kept.
    var contextFile: String? { values["NMCTL_CONFIG"] }
    var configurationFolder: String? { values["XDG_CONFIG_HOME"] }
    var home: String? { values["HOME"] }
}
