internal import ArgumentParser
internal import DurableFiles
internal import Foundation
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerServer

/// Where a passphrase comes from: never from the command line, which everybody on the machine can read.
struct PassphraseOptions: ParsableArguments {
    @Option(help: "A file whose first line is the passphrase; - for standard input.")
    var passphraseFile: String?
    @Flag(help: "Ask for the passphrase on the terminal.")
    var askPassphrase = false

    /// The longest first line that is read, in bytes.
    private static let limit = 65_536

    func validate() throws {
        guard passphraseFile == nil || !askPassphrase else {
            throw ValidationError("give either --passphrase-file or --ask-passphrase")
        }
    }

    /// One that is set now; nil when none is wanted.
    func new() throws -> Password? {
        if let passphraseFile { return try Password(passphrase: try Self.firstLine(of: passphraseFile)) }
        guard askPassphrase else { return nil }
        let text = try Self.ask("passphrase: ")
        guard try Self.ask("once more: ") == text else {
            throw ServerError(
                .wrongPassphrase, message: "the two passphrases are not the same", remedy: "try again")
        }
        return try Password(passphrase: text)
    }

    /// One that a backup was made with; nil where nobody can be asked.
    func existing() throws -> Password? {
        if let passphraseFile { return try Password(attempt: try Self.firstLine(of: passphraseFile)) }
        guard askPassphrase || Terminal.isThere else { return nil }
        return try Password(attempt: try Self.ask("passphrase: "))
    }

    private static func ask(_ question: String) throws -> String {
        guard let line = Terminal.askWithoutEcho(question) else {
            throw ServerError(
                .wrongPassphrase, message: "there is no terminal to ask for the passphrase",
                remedy: "give --passphrase-file")
        }
        return line
    }

    private static func firstLine(of path: String) throws -> String {
        guard path != "-" else { return readLine(strippingNewline: true) ?? "" }
        let bytes = try AtomicFile.read(path, limit: limit, links: .follow)
        var line = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
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
