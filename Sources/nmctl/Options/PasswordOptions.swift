internal import ArgumentParser
internal import NetmakerAPI
internal import SecretInput

/// Where a password comes from: never from the command line, which everybody on the machine can read.
struct PasswordOptions: ParsableArguments {
    @Option(
        help:
            "A file whose first line is the password, - for standard input; else NMCTL_PASSWORD, else it is asked for.",
        completion: .file())
    var passwordFile: String?

    /// - Parameter confirmation: how a password that is asked for is made sure of.
    func password(for user: some CustomStringConvertible, confirmation: Confirmation) throws -> ConfidentialText {
        if let passwordFile { return try SecretFile.firstLine(of: passwordFile) }
        if let password = Environment.current.password { return ConfidentialText(password) }
        return switch confirmation {
        case .none: try Terminal.askWithoutEcho("password of \(user): ")
        case .typedTwice: try Terminal.askTwiceWithoutEcho("new password of \(user): ")
        }
    }

    enum Confirmation {
        case none
        /// For a password that is set now.
        case typedTwice
    }
}
