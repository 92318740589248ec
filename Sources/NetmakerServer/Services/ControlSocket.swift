internal import Glibc

/// The Unix socket on which the server listens to its operator. Its folder is the owner's alone; its own mode says so
/// once more.
enum ControlSocket {
    /// What `sockaddr_un` holds, less the zero at the end (unix(7)).
    static let longestPath = 107

    /// - Throws: `ServerError.Code.directoryUnusable` when the system takes no socket of so long a name.
    static func requireUsable(_ path: String) throws(ServerError) {
        guard path.utf8.count <= longestPath else {
            throw ServerError(
                .directoryUnusable, setting: "data-dir",
                message: "the path \(path) is longer than the \(longestPath) bytes a socket may have",
                remedy: "choose a data directory with a shorter path")
        }
    }

    /// Lets nobody but the owner open it.
    static func restrict(_ path: String) { chmod(path, 0o600) }
}
