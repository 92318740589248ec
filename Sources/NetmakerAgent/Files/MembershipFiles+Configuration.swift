internal import DurableFiles
internal import Logging
internal import NetmakerCore

/// The file that people edit, and what it last agreed on with the server.
extension MembershipFiles {
    /// What there is of the file.
    enum ConfigurationFile: Sendable {
        case missing
        case whole(NetConfigDocument)
    }

    /// - Throws: `NetConfigError` for a file that means nothing, and `FileError`, also for a symbolic link: it leads to
    ///   where who put it there wants.
    func readConfiguration() throws -> ConfigurationFile {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path(.configuration), limit: NetConfigDocument.maximumLength)
        } catch  where error.code == .notFound {
            return .missing
        }
        return .whole(try NetConfigDocument(bytes))
    }

    /// By who has just read it, and seen that it is no link.
    func save(_ document: NetConfigDocument) throws(FileError) {
        try AtomicFile.write(document.bytes, to: path(.configuration), mode: 0o600)
    }

    /// Nil when there is none that can be read: then the server's word counts, wherever the file says something else.
    func configurationAgreement(_ logger: Logger) -> NetConfigMerge.Agreement? {
        let path = path(.agreement)
        do {
            return try NetConfigAgreement(
                decoding: try AtomicFile.read(path, limit: NetConfigAgreement.maximumLength)
            ).values
        } catch let error as FileError where error.code == .notFound {
            return nil
        } catch {
            logger.warning(
                "What the configuration file last said is not known",
                metadata: ["file": "\(path)", "reason": "\(error)"])
            return nil
        }
    }

    func save(_ agreement: NetConfigMerge.Agreement) throws {
        try AtomicFile.write(try NetConfigAgreement(agreement).encoded(), to: path(.agreement), mode: 0o600)
    }

    /// What the machine's owner has run with the interface: `postup` and `postdown` of the file, and of it nothing that
    /// came from a server. None where there is no file.
    ///
    /// - Throws: `NetConfigError` for a file that means nothing, and `FileError`.
    func localCommands() throws -> InterfaceCommands {
        guard case .whole(let document) = try readConfiguration() else { return InterfaceCommands() }
        return InterfaceCommands(
            postUp: try command(NetConfigPlace(.node, "postup"), document),
            postDown: try command(NetConfigPlace(.node, "postdown"), document))
    }

    /// Whether the owner wants a service to keep the network's daemon; nil when the file does not say.
    ///
    /// - Throws: what `localCommands` throws.
    func wantsService() throws -> Bool? {
        guard case .whole(let document) = try readConfiguration() else { return nil }
        return try document.flag(.daemon)
    }

    private func command(
        _ place: NetConfigPlace, _ document: NetConfigDocument
    ) throws(NetConfigError) -> ShellCommand? {
        guard let text = document[place]?.first, !text.isEmpty else { return nil }
        do throws(ModelError) {
            return try ShellCommand(text, for: place.name)
        } catch {
            throw document.unreadable(place, error)
        }
    }
}
