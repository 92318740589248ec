/// A path split where its last component begins.
struct FilePath {
    let text: String
    /// The folder the file lies in; `.` for a bare name.
    let folder: String
    /// Where new content is written before it is moved into place: hidden, and in the same folder, since a move across
    /// file systems is a copy.
    let temporary: String

    init(_ text: String) {
        self.text = text
        guard let slash = text.lastIndex(of: "/") else {
            folder = "."
            temporary = ".\(text).new"
            return
        }
        folder = slash == text.startIndex ? "/" : String(text[..<slash])
        temporary = "\(text[...slash]).\(text[text.index(after: slash)...]).new"
    }
}
