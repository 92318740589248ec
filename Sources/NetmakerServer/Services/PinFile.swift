internal import DurableFiles
internal import NetmakerCore

/// The pin of the TLS key as a text file: public, for who sets machines up by script.
struct PinFile: Sendable {
    let path: String

    func write(_ pin: CertificatePin) throws(FileError) {
        try AtomicFile.write(Array("\(pin)\n".utf8), to: path, mode: 0o644)
    }
}
