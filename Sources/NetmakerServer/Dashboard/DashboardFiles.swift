internal import Crypto
internal import Dashboard
internal import FoundationEssentials
internal import NetmakerCore

/// All files of the dashboard: the page, and what it loads.
///
/// What it loads is found below a folder that is named for the contents of all of it, so that a browser may keep every
/// file for ever and never mixes two releases.
struct DashboardFiles: Sendable {
    /// The page at `/`.
    let page: DashboardFile
    /// Which contents these are.
    let version: String
    /// By their paths.
    private let files: [String: DashboardFile]

    /// The file that is the page, and the module that it runs.
    private static let (pagePath, mainPath) = ("index.html", "app/main.js")

    /// - Parameter texts: what each file holds, by its path below the root; one has to be the page.
    init(_ texts: [(path: String, text: [UInt8])]) {
        version = Self.digest(texts.flatMap { [Array($0.path.utf8), $0.text] })
        let loaded = texts.filter { $0.path != Self.pagePath }.map(DashboardFile.init)
        files = Dictionary(loaded.map { ($0.path, $0) }) { $1 }
        let template = texts.first { $0.path == Self.pagePath }?.text ?? []
        // What the first page runs is asked for at once, rather than module by module as each names the next.
        let preloads = ModuleGraph(texts).needed(by: Self.mainPath)
            .map { "<link rel=\"modulepreload\" href=\"ROOT/\($0)\">" }
        let text = String(decoding: template, as: UTF8.self)
            .replacing("<!-- PRELOADS -->", with: preloads.joined(separator: "\n    "))
            .replacing("ROOT", with: Self.root + version)
        page = DashboardFile(path: Self.pagePath, text: Array(text.utf8))
    }

    /// Those that are in the program.
    static let embedded = DashboardFiles(
        UnsafeBufferPointer(start: dashboard_files(), count: dashboard_file_count()).map { file in
            (String(cString: file.path), Array(String(cString: file.text).utf8))
        })

    /// Where the folder lies that is named for the contents.
    static let root = "/dashboard/"

    /// The file at a path below the folder of a version; nil when there is none.
    func file(at path: String, version: String) -> DashboardFile? {
        version == self.version ? files[path] : nil
    }

    /// A hash of some texts and of where each begins, as a name: 96 bits, since nobody gains by finding two alike.
    static func digest(_ texts: [[UInt8]]) -> String {
        var hash = SHA256()
        for text in texts {
            withUnsafeBytes(of: UInt64(text.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: text)
        }
        let hex = Array("0123456789abcdef")
        return String(hash.finalize().prefix(12).flatMap { [hex[Int($0 >> 4)], hex[Int($0 & 15)]] })
    }
}
