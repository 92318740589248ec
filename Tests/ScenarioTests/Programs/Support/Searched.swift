import Foundation
import Glibc

/// A place that secrets are searched for in.
struct Searched: Sendable {
    let name: String
    let contents: Data
    /// A text that is there for sure: the search that does not find it finds nothing.
    let sign: String

    init(_ name: String, _ contents: Data, sign: String) {
        self.name = name
        self.contents = contents
        self.sign = sign
    }

    init(_ name: String, _ text: String, sign: String) { self.init(name, Data(text.utf8), sign: sign) }

    init(file path: String, sign: String) throws {
        self.init(path, try Data(contentsOf: URL(filePath: path)), sign: sign)
    }

    /// Whether these bytes are in it anywhere.
    func holds(_ text: String) -> Bool { text.isEmpty || contents.range(of: Data(text.utf8)) != nil }
}

/// Something nobody must read who is not meant to.
struct Planted: Sendable {
    let name: String
    let text: String
    /// The files that keep it: nothing else may.
    var owners: Set<String> = []

    /// As it is, as another Base64 has it, in bytes as hexadecimal digits, and its first and last halves.
    var shapes: [String] {
        let half = text.count / 2
        let swapped = text.replacing("-", with: "+").replacing("_", with: "/")
        let back = text.replacing("+", with: "-").replacing("/", with: "_")
        var shapes = [text, swapped, back, String(text.prefix(half)), String(text.suffix(half))]
        let padded = swapped + String(repeating: "=", count: (4 - swapped.count % 4) % 4)
        if let bytes = Data(base64Encoded: padded) {
            let digits = bytes.map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined()
            shapes += [digits, digits.uppercased()]
            // As a picture of memory shows it, eight bytes at least.
            shapes.append(bytes.prefix(8).map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined(separator: " "))
        }
        return shapes
    }
}

/// The files below a folder; sockets and what is mounted there are left out.
func files(below folder: String) throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return names.map { "\(folder)/\($0)" }.filter { path in
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
