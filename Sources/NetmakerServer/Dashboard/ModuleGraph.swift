/// Which module names which: `import ... from "../view/element.js"`, each in a line of its own.
struct ModuleGraph: Sendable {
    /// What each names, by their paths.
    private let imports: [String: [String]]

    init(_ texts: [(path: String, text: [UInt8])]) {
        imports = Dictionary(
            texts.filter { $0.path.hasSuffix(".js") }.map { file in
                (file.path, Self.names(in: String(decoding: file.text, as: UTF8.self), of: file.path))
            }
        ) { $1 }
    }

    /// Every module that one needs before it can run, without itself, in the order of their paths.
    func needed(by path: String) -> [String] {
        var found: Set<String> = []
        var open = [path]
        while let next = open.popLast() {
            for name in imports[next] ?? [] where found.insert(name).inserted { open.append(name) }
        }
        return found.subtracting([path]).sorted()
    }

    /// By hand: a server reads thousands of lines at its start, and an expression would be half a second of it.
    private static func names(in text: String, of path: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { bytes in
            let line = Substring(bytes)
            guard line.hasPrefix("import "), line.hasSuffix("\";") else { return nil }
            let parts = line.dropLast(2).split(separator: "\"", omittingEmptySubsequences: false).suffix(2)
            guard let keyword = parts.first, let name = parts.last, parts.count == 2, keyword.hasSuffix("from "),
                name.hasPrefix("."), name != "."
            else { return nil }
            return resolved(String(name), from: path)
        }
    }

    /// A path that is meant from beside another.
    private static func resolved(_ name: String, from path: String) -> String {
        var folders = path.split(separator: "/").dropLast()
        for part in name.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": folders = folders.dropLast()
            default: folders.append(part)
            }
        }
        return folders.joined(separator: "/")
    }
}
