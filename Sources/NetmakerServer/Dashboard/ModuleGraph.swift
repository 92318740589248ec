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

    private static func names(in text: String, of path: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^import .*from "(\.[^"]+)";$/).map { resolved(String($0.1), from: path) }
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
