internal import DurableFiles

/// What of a data directory goes into a backup: what cannot be made anew.
enum BackedUpFiles {
    static let database = "netmaker.sqlite"
    private static let tls = "tls/"
    /// The most files a backup may name.
    static let most = 64

    /// The TLS files there are, by their names in the data directory, sorted.
    static func tlsFiles(in directory: DataDirectory) throws(FileError) -> [String] {
        // What a crash left of a write begins with a dot.
        try Folder.contents(directory.tls).filter { !$0.hasPrefix(".") }.map { tls + $0 }
    }

    /// Whether a file of a backup may be called so.
    static func isName(_ name: String) -> Bool {
        if name == database { return true }
        let rest = name.dropFirst(tls.count)
        return name.hasPrefix(tls) && !rest.isEmpty && !rest.hasPrefix(".") && !rest.contains("/")
            && rest.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 32 }
    }
}
