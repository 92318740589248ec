public import DurableFiles
public import NetmakerCore

/// Where an agent keeps what it must remember, and where its daemon is spoken to.
public struct AgentFolder: Hashable, Sendable {
    /// What is kept of each network.
    enum File: String, CaseIterable {
        /// The view for people, in Netmaker's names.
        case configuration = "netconfig"
        /// The credential: it makes the machine a node. Written last, removed first.
        case credential = "nettoken"
        /// The WireGuard private key.
        case key = "wgkey"
        /// The last applied map.
        case map = "netmap"
        /// What the view for people and the server last agreed on.
        case agreement = "netbase"
    }

    /// `/etc/netclient` and `/run/netclient`.
    public static let standard = AgentFolder(directory: "/etc/netclient", runDirectory: "/run/netclient")

    /// Holds the files; made with mode 0700.
    public let directory: String
    /// Holds the daemons' sockets and locks; need not outlive a reboot.
    public let runDirectory: String

    public init(directory: String, runDirectory: String) {
        self.directory = directory
        self.runDirectory = runDirectory
    }

    func path(of file: File, _ network: NetworkName) -> String { "\(directory)/\(file.rawValue)-\(network)" }

    /// The identity of a join whose outcome is not known.
    func pendingJoin(_ network: NetworkName) -> String { "\(path(of: .credential, network)).joining" }

    /// Says that the machine is leaving the network, until it has.
    func leaving(_ network: NetworkName) -> String { "\(path(of: .credential, network)).leaving" }

    /// The WireGuard key that follows, until it is used.
    func nextKey(_ network: NetworkName) -> String { "\(path(of: .key, network)).next" }

    /// Where the network's daemon is spoken to.
    func socket(_ network: NetworkName) -> String { "\(runDirectory)/netclient-\(network).sock" }

    /// What units run.
    var program: String { "\(directory)/netclient" }

    /// Held by whoever works on the network.
    func lock(_ network: NetworkName) -> String { "\(runDirectory)/netclient-\(network).lock" }

    /// What a network has of the machine's name lookup.
    func names(_ network: NetworkName) -> String { "\(runDirectory)/netclient-\(network).names" }

    /// Held while an index is chosen, so that two networks never take one.
    var indexLock: String { "\(runDirectory)/netclient.lock" }

    /// The networks the machine is in, in the order of their names.
    ///
    /// - Throws: `FileError` when the folder is there and cannot be read.
    public func networks() throws(FileError) -> [NetworkName] {
        let prefix = "\(File.credential.rawValue)-"
        var networks: [NetworkName] = []
        for name in try Folder.contents(directory) where name.hasPrefix(prefix) {
            // A name that is no network's, such as that of a pending join, is not a membership.
            if let network = try? NetworkName(parsing: String(name.dropFirst(prefix.count))) {
                networks.append(network)
            }
        }
        return networks
    }

    /// Makes both folders where they are missing, and closes them to others: whoever may reach a daemon's socket may
    /// take the network down.
    ///
    /// - Throws: `FileError`; `.unsuitable` for a folder that is open to others and not netclient's alone, whose
    ///   permissions are not ours to take. Then nothing is made.
    func create() throws(FileError) {
        for folder in [directory, runDirectory] { try Folder.close(folder, of: "netclient", Self.isOwn) }
        for folder in [directory, runDirectory] { try Folder.create(folder, mode: 0o700) }
    }

    /// Whether it is the name of a file of ours, or of what a crash left of a write.
    private static func isOwn(_ name: String) -> Bool {
        let name = name.hasPrefix(".") && name.hasSuffix(".new") ? String(name.dropFirst()) : name
        return name.hasPrefix("netclient") || name.hasPrefix("gateways")
            || File.allCases.contains { name.hasPrefix("\($0.rawValue)-") }
    }

    /// Holds the network for this process alone while `body` runs. Where nothing of the network is left after it, there
    /// is no lock left either, nor a folder that holds nothing.
    ///
    /// - Throws: `AgentError.Code.busy` when another process holds it.
    func holding<Value>(_ network: NetworkName, _ body: () async throws -> Value) async throws -> Value {
        try create()
        let path = lock(network)
        do {
            let lock = try FileLock(path)
            let result: Result<Value, any Error>
            do { result = .success(try await body()) } catch { result = .failure(error) }
            let files = MembershipFiles(folder: self, network: network)
            if !files.isMember, !files.hasPendingJoin {
                try lock.remove()
                try Folder.removeIfEmpty(runDirectory)
                try Folder.removeIfEmpty(directory)
            }
            withExtendedLifetime(lock) {}
            return try result.get()
        } catch let error as FileError where error.code == .locked && error.path == path {
            throw AgentError(
                .busy, message: "another netclient works on network \(network)",
                remedy: "wait until it is done, or stop its daemon", cause: error)
        }
    }
}
