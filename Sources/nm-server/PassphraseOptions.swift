internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerServer
internal import SecretInput

/// Where a passphrase comes from: never from the command line, which everybody on the machine can read.
struct PassphraseOptions: ParsableArguments {
    @Option(help: "A file whose first line is the passphrase; - for standard input.")
    var passphraseFile: String?
    @Flag(help: "Ask for the passphrase on the terminal.")
    var askPassphrase = false

    func validate() throws {
        guard passphraseFile == nil || !askPassphrase else {
            throw ValidationError("give either --passphrase-file or --ask-passphrase")
        }
    }

    /// One that is set now; nil when none is wanted.
    func new() throws -> Password? {
        if let passphraseFile {
            return try Password(passphrase: try SecretFile.firstLine(of: passphraseFile).revealed())
        }
        guard askPassphrase else { return nil }
        return try Password(passphrase: try Terminal.askTwiceWithoutEcho("passphrase: ").revealed())
    }

    /// One that a backup was made with; nil where nobody can be asked.
    func existing() throws -> Password? {
        if let passphraseFile {
            return try Password(attempt: try SecretFile.firstLine(of: passphraseFile).revealed())
        }
        guard askPassphrase || Terminal.isThere else { return nil }
        return try Password(attempt: try Terminal.askWithoutEcho("passphrase: ").revealed())
    }
}

extension Password {
    /// One that is to protect a backup: as long as a password must be.
    fileprivate init(passphrase: String) throws {
        do throws(ModelError) {
            try self.init(parsing: passphrase)
        } catch {
            throw ServerError(
                .invalidConfiguration, setting: "passphrase-file",
                message:
                    "a passphrase has \(Self.minimumLength) characters or more, \(Self.maximumLength) bytes at most",
                remedy: error.remedy)
        }
    }
}
