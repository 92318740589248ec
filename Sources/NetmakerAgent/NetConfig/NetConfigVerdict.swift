/// What becomes of one value of the file: three may differ, what file and server last agreed on, what the file says, and
/// what the server says.
enum NetConfigVerdict: Hashable, Sendable {
    /// File and server say the same: that is what they agree on from now on.
    case agreed
    /// The file gets what the server says: it changed there, or the file says nothing.
    case written
    /// Only the file has changed, and the machine may say it.
    case published
    /// Only the file has changed, and it is not the machine's to say: the file gets what the server says.
    case putBack
    /// Both have changed, or nobody knows which: the file gets what the server says, and somebody's work is lost.
    case overruled

    /// - Parameters:
    ///   - base: what both last agreed on; nil when that is not known.
    ///   - file: nil when it says nothing.
    ///   - mayPublish: whether it is the machine's to say.
    init(base: [String]?, file: [String]?, server: [String], mayPublish: Bool) {
        switch (base, file) {
        case (_, server): self = .agreed
        case (_, nil): self = .written
        case (nil, _): self = .overruled
        case (server, _): self = mayPublish ? .published : .putBack
        case (let base, let file) where base == file: self = .written
        default: self = .overruled
        }
    }
}
