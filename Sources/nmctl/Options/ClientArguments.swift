internal import ArgumentParser
internal import DurableFiles
internal import NetmakerAPI
internal import NetmakerCore

/// One external client of one network.
struct ClientArguments: ParsableArguments {
    @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
    var network: NetworkName
    @Argument(help: "The client's name or id.", completion: .clients, transform: ClientReference.init(parsing:))
    var client: ClientReference
}

/// In which forms a client's file is handed out.
struct FileOptions: ParsableArguments {
    @Option(help: "Write the file there, readable by you alone, instead of showing it.", completion: .file())
    var outputFile: String?
    @Flag(help: "Show it as a QR code as well, for the camera of a phone.")
    var qr = false

    /// Shows what was handed out, or writes it where it is wanted.
    func hand(_ handedOut: HandedOutClient, over output: OutputOptions) throws {
        let text = handedOut.configuration.revealed()
        if let outputFile { try AtomicFile.write(Array(text.utf8), to: outputFile, mode: 0o600) }
        switch (output.format, outputFile) {
        case (.table, let path?):
            try output.render(handedOut.client)
            output.note("the file is \(path); it is not shown again")
        case (.table, nil) where output.quiet: try output.render(handedOut)
        case (.table, nil):
            try output.render(handedOut)
            Console.answer("\n" + text)
        default: try output.render(handedOut)
        }
        guard qr else { return }
        guard let code = handedOut.qr else {
            output.note("there is no QR code: the private key is not known, or the file is too long for one")
            return
        }
        Console.answer(code.terminal.revealed())
    }
}
