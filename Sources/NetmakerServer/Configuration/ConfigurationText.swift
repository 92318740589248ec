internal import DurableFiles
internal import NetmakerCore

/// The one configuration file of a server: a line `key = value` each, whose keys are the flags without their dashes.
///
/// ```
/// # How machines reach us.
/// public-address = vpn.example.org
/// data-dir = "/srv/nm server"
/// ```
///
/// A line that begins with `#` says nothing, and neither does an empty one.
public struct ConfigurationText: Sendable {
    public let settings: ServerSettings
    /// What is wrong with it, by lines; none when all of it was understood.
    public let problems: [ServerError]

    /// Where the file lies unless said otherwise. It need not be there.
    public static let usualPath = "/etc/nm-server/nm-server.conf"
    /// The longest file that is read, in bytes.
    private static let limit = 1 << 16

    /// - Parameter path: for errors, which name it with the line.
    public init(_ text: String, path: String) {
        var values: [ServerSetting: ServerSettings.Given] = [:]
        var problems: [ServerError] = []
        func complain(_ line: Int, _ what: String, _ remedy: String, about setting: String? = nil) {
            problems.append(
                ServerError(
                    .invalidConfiguration, setting: setting, message: "\(path), line \(line): \(what)", remedy: remedy))
        }
        for (index, content) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let number = index + 1
            let line = Self.trimmed(content)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "=") else {
                complain(number, "\"\(String(line).excerpt)\" is no setting", "write key = value")
                continue
            }
            let key = String(Self.trimmed(line[..<equals]))
            let value = Self.unquoted(Self.trimmed(line[line.index(after: equals)...]))
            guard let setting = ServerSetting(rawValue: key) else {
                let known = ServerSetting.allCases.map(\.rawValue).joined(separator: ", ")
                complain(number, "there is no setting \(key.excerpt)", "the settings are \(known)", about: key.excerpt)
                continue
            }
            guard let value, !value.isEmpty else {
                complain(number, "\(key) has no value", "give one, or remove the line", about: key)
                continue
            }
            if case .file(_, let former)? = values[setting]?.origin {
                complain(number, "\(key) is given in line \(former) already", "remove one of the two", about: key)
                continue
            }
            values[setting] = .init(text: value, origin: .file(path: path, line: number))
        }
        settings = ServerSettings(values: values)
        self.problems = problems
    }

    /// The file's text; without settings when the usual one is not there.
    ///
    /// - Parameter path: nil for the usual one.
    /// - Throws: `ServerError.Code.invalidConfiguration` for a file that was named and is not there, that cannot be
    ///   read, or is no text.
    public init(at path: String?) throws(ServerError) {
        let place = path ?? Self.usualPath
        let bytes: [UInt8]
        do {
            bytes = try AtomicFile.read(place, limit: Self.limit, links: .follow)
        } catch  where error.code == .notFound && path == nil {
            self.init("", path: place)
            return
        } catch {
            throw ServerError(
                .invalidConfiguration, setting: "config", message: error.message, remedy: error.remedy, cause: error)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ServerError(
                .invalidConfiguration, setting: "config", message: "\(place) is no text in UTF-8",
                remedy: "write it anew, a line key = value each")
        }
        self.init(text, path: place)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// Nil for a quote that does not end.
    private static func unquoted(_ text: Substring) -> String? {
        guard text.hasPrefix("\"") else { return String(text) }
        guard text.count >= 2, text.hasSuffix("\"") else { return nil }
        return String(text.dropFirst().dropLast())
    }
}
