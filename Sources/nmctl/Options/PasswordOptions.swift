internal import ArgumentParser
internal import NetmakerAPI

/// Where a password comes from: never from the command line, which everybody on the machine can read.
struct PasswordOptions: ParsableArguments {
    @Option(help: "A file whose first line is the password; else NMCTL_PASSWORD, else it is asked for.")
    var passwordFile: String?

    /// - Parameter confirmation: how a password that is asked for is made sure of.
    func password(for user: some CustomStringConvertible, confirmation: Confirmation) throws -> ConfidentialText {
        if let passwordFile { return try SecretFile.firstLine(of: passwordFile) }
        if let password = Environment.current.password { return ConfidentialText(password) }
        let password = try Terminal.askWithoutEcho("password of \(user): ")
        switch confirmation {
        case .none: break
        case .typedTwice:
            guard try Terminal.askWithoutEcho("once more: ") == password else {
                throw CommandFailure(message: "the two are not the same", remedy: "try again")
            }
        }
        return password
    }

    enum Confirmation {
        case none
        /// For a password that is set now.
        case typedTwice
    }
}
