internal import ArgumentParser
internal import NetmakerAPI
internal import SecretInput

/// Where a password comes from that is set now: never from the command line, which everybody on the machine can read.
struct NewPasswordOptions: ParsableArguments {
    @Option(
        help: "A file whose first line is the new password, - for standard input; else NMCTL_NEW_PASSWORD, else asked.",
        completion: .file())
    var newPasswordFile: String?

    func password(for user: some CustomStringConvertible) throws -> ConfidentialText {
        if let newPasswordFile { return try SecretFile.firstLine(of: newPasswordFile) }
        if let password = Environment.current.newPassword { return ConfidentialText(password) }
        return try Terminal.askTwiceWithoutEcho("new password of \(user): ")
    }
}
