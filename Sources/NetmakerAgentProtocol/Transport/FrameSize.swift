/// How large messages may be, in bytes. Both sides refuse what is larger before they read it.
public enum FrameSize {
    /// What a sender fills a frame with at most.
    public static let target = 512 * 1024
    /// What a reader takes at most: a mebibyte, and some slack for the fields around the records.
    public static let maximum = 1024 * 1024 + 64 * 1024
}
