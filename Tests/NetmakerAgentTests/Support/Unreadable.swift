import DurableFiles
import Glibc
import NetmakerAgent
import Testing

/// A file that this thread cannot read for a while, as one on a disk that fails: for root too, who may read everything.
struct Unreadable {
    /// The file system's user is the thread's own on Linux (setfsuid(2)); the system's module does not have the call.
    private typealias SetUser = @convention(c) (uid_t) -> Int32
    private let setUser: SetUser
    private let path: String

    /// - Parameter folder: the files' folder, in which all others stay readable.
    init(_ path: String, in folder: AgentFolder) throws {
        self.path = path
        setUser = unsafeBitCast(try #require(dlsym(nil, "setfsuid")), to: SetUser.self)
        let above = String(try #require(folder.directory.lastIndex(of: "/").map { folder.directory[..<$0] }))
        for directory in [above, folder.directory] { try #require(chmod(directory, 0o755) == 0) }
        for name in try Folder.contents(folder.directory) {
            try #require(chmod("\(folder.directory)/\(name)", 0o644) == 0)
        }
    }

    /// - Parameter body: waits for nobody, so that it stays on this thread.
    func whileUnreadable(_ body: () -> Void) {
        chmod(path, 0)
        let user = setUser(65534)
        body()
        _ = setUser(uid_t(user))
        chmod(path, 0o600)
    }
}
