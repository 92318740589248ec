internal import DurableFiles
internal import FoundationEssentials
internal import Glibc
internal import NetmakerAPI
internal import NetmakerCore

/// A declaration as somebody keeps it: a file of YAML, or of JSON, which begins with a brace.
struct DeclarationFile: Sendable {
    /// What it is called, for errors.
    let name: String
    let declaration: Declaration
    private let lines: YAMLText.Lines?

    /// The largest that is read, in bytes.
    static let limit = 32 << 20

    /// - Parameter path: `-` for the standard input.
    /// - Throws: `FileError`, or `ModelError` that names the line and the field.
    init(at path: String) throws {
        if path == "-" {
            try self.init(Self.standardInput(), name: "standard input")
        } else {
            try self.init(AtomicFile.read(path, limit: Self.limit, links: .follow), name: path)
        }
    }

    /// - Throws: `ModelError` that names the line and the field.
    init(_ bytes: [UInt8], name: String) throws(ModelError) {
        self.name = name
        let content: JSONValue
        if bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") {
            do throws(ModelError) { content = try Self.json(bytes) } catch { throw Self.located(error, in: name, nil) }
            lines = nil
        } else {
            do throws(ModelError) {
                let text = try YAMLText(bytes)
                (content, lines) = (text.content, text.lines)
            } catch { throw Self.located(error, in: name, nil) }
        }
        do throws(ModelError) { declaration = try Declaration(content) } catch {
            throw Self.located(error, in: name, lines)
        }
    }

    /// An error about a field of the file, with where that is.
    func located(_ error: ModelError) -> ModelError { Self.located(error, in: name, lines) }

    /// Where the file has a field, or what it is in: "mesh.yaml, line 12".
    func place(of field: String) -> String {
        [name, lines?.line(of: field).map { "line \($0)" }].compactMap(\.self).joined(separator: ", ")
    }

    private static func located(_ error: ModelError, in name: String, _ lines: YAMLText.Lines?) -> ModelError {
        let line = error.field.flatMap { lines?.line(of: $0) }
        let place = [name, line.map { "line \($0)" }, error.field].compactMap(\.self).joined(separator: ", ")
        return ModelError(
            error.code, field: error.field, message: "\(place): \(error.message)", remedy: error.remedy)
    }

    private static func json(_ bytes: [UInt8]) throws(ModelError) -> JSONValue {
        let content: JSONValue
        do {
            guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw notJSON }
            content = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch { throw notJSON }
        switch JSONText(bytes).fault {
        case nil: return content
        case .commaBeforeNothing: throw notJSON
        case .repeatedName(let name):
            throw ModelError(
                .invalidValue, message: "\(name.excerpt) is given twice in one object", remedy: "give it once")
        }
    }

    private static let notJSON = ModelError(
        .invalidValue, message: "it begins with a brace, and is not JSON",
        remedy: "write JSON in UTF-8, or YAML a field a line")

    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw CommandFailure(
                    message: "the standard input has more than \(limit >> 20) MiB", remedy: "give a smaller declaration"
                )
            }
        }
    }
}
