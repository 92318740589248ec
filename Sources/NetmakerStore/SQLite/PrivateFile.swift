internal import Glibc
internal import NetmakerCore

/// A file that only its owner reads.
enum PrivateFile {
    /// Makes an empty one. SQLite gives the files it makes beside it the same permissions.
    static func create(at path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        close(descriptor)
        try protect(path)
    }

    /// Takes away what others may do with the one there is.
    static func protect(_ path: String) throws(StoreError) {
        guard chmod(path, 0o600) == 0 else { throw failure("protect", path) }
    }

    private static func failure(_ verb: String, _ path: String) -> StoreError {
        StoreError(
            errno == ENOSPC ? .full : .unavailable,
            message: "cannot \(verb) \(path): \(String(cString: strerror(errno)))",
            remedy: "check the folder's owner and permissions, and the room on its disk")
    }
}
