import NetmakerCore
import Testing

@testable import NetmakerServer

/// A body that no route takes.
struct BadBody: Sendable {
    let description: String
    let bytes: [UInt8]
    var contentType: String?
    var status = 400
    /// The field to blame; nil when there is none.
    var field: String?
    /// Whether the field may go without being named: what cannot be read at all has none.
    var mayBlameNone = false

    init(_ description: String, _ bytes: [UInt8], field: String? = nil) {
        self.description = description
        self.bytes = bytes
        self.field = field
    }

    init(_ description: String, _ text: String, field: String? = nil) {
        self.init(description, Array(text.utf8), field: field)
    }

    /// Those of a route whose body has these fields.
    static func all(of fields: [BodyField]) -> [BadBody] {
        whole(fields) + encoded(fields) + named(fields) + fields.flatMap { typed($0, fields) } + sent(fields)
    }

    /// What is no object, or no JSON.
    private static func whole(_ fields: [BodyField]) -> [BadBody] {
        let valid = fields.json
        let texts = [
            "", " ", "null", "true", "1", "\"text\"", "[]", "[\(valid)]", "{", "{}}", "\(valid)\(valid)", "\(valid)x",
            String(valid.dropLast()), valid.replacing("\"", with: "'"), "// \(valid)\n\(valid)",
            "\(valid.dropLast()),}",
            "{\"\(fields[0].name)\"}", "{\"\(fields[0].name)\":}", "{\(fields[0].name): 1}", "{\"a\": NaN}",
            "\u{0}", "\(valid)\u{0}", "user=bob&password=x", "<xml/>",
        ]
        let deep = 10_000
        return texts.map { BadBody("\($0.debugDescription.prefix(60))", $0) } + [
            BadBody("arrays in arrays", String(repeating: "[", count: deep)),
            BadBody(
                "whole arrays in arrays", String(repeating: "[", count: deep) + String(repeating: "]", count: deep)),
            BadBody("objects in objects", String(repeating: "{\"a\":", count: deep)),
            BadBody(
                "a field deep in arrays",
                fields.json(with: [
                    fields[0].name: String(repeating: "[", count: deep) + String(repeating: "]", count: deep)
                ])),
        ]
    }

    /// What is no text in UTF-8, within the first field or as a whole.
    private static func encoded(_ fields: [BodyField]) -> [BadBody] {
        let valid = Array(fields.json.utf8)
        func wide(_ zeros: Int) -> [UInt8] { valid.reduce(into: []) { $0 += [$1] + Array(repeating: 0, count: zeros) } }
        func within(_ description: String, _ bytes: [UInt8]) -> BadBody {
            let parts = fields.json(with: [fields[0].name: "\"@\""]).split(separator: "@").map { Array($0.utf8) }
            var body = BadBody(description, parts[0] + bytes + parts[1], field: fields[0].name)
            body.mayBlameNone = true
            return body
        }
        return [
            within("a byte that is no UTF-8", [0xFF]), within("an overlong slash", [0xC0, 0xAF]),
            within("half a character", [0xE2, 0x82]), within("a surrogate in bytes", [0xED, 0xA0, 0x80]),
            within("bytes beyond Unicode", [0xF5, 0x80, 0x80, 0x80]),
            within("half of a pair in an escape", Array(#"\ud800"#.utf8)),
            within("an escape that is none", Array(#"\x"#.utf8)), within("a control character", [0x01]),
            within("a zero", [0x00]), BadBody("UTF-16", wide(1)),
            BadBody("UTF-16 with its mark", [0xFF, 0xFE] + wide(1)),
            BadBody("UTF-32", wide(3)), BadBody("any bytes", Array(0...255)),
        ]
    }

    private static func named(_ fields: [BodyField]) -> [BadBody] {
        let first = fields[0]
        let escaped = "\\u\(String(0x10000 + UInt32(first.name.utf8.first ?? 0), radix: 16).dropFirst())"
        let again = escaped + first.name.dropFirst()
        return [
            BadBody("a field that is not known", "\(fields.json.dropLast()), \"extra\": 1}", field: "extra"),
            BadBody("a field in capitals", "{\"\(first.name.uppercased())\": 1}", field: first.name.uppercased()),
            BadBody(
                "a field with a long name", "{\"\(String(repeating: "n", count: 5000))\": 1}",
                field: String(repeating: "n", count: 80)),
            BadBody("a field without a name", "{\"\": 1}", field: ""),
            BadBody(
                "a field twice", "\(fields.json.dropLast()), \"\(first.name)\": \(first.valid)}", field: first.name),
            BadBody(
                "a field twice, once in escapes", "\(fields.json.dropLast()), \"\(again)\": \(first.valid)}",
                field: first.name),
        ]
    }

    /// Values of the wrong type.
    private static func typed(_ field: BodyField, _ all: [BodyField]) -> [BadBody] {
        var values = ["{}", "[\(field.valid)]"]
        switch field.kind {
        case .text: values += ["[]", "true", "false", "1", "1.5", "-9223372036854775809"]
        case .list: values += ["true", "false", "1", "\"x\"", "[1]", "[null]", "[{}]", "[\"\"]"]
        case .number:
            values += [
                "[]", "true", "false", "\"\"", "\"x\"", "1.5", "-1", "1e400", "-1e400", "9223372036854775808",
                "99999999999999999999999999",
            ]
        case .flag: values = ["[]", "{}", "[true]", "0", "1", "1.5", "\"\"", "\"true\""]
        }
        if field.presence == .required { values.append("null") }
        return values.map { BadBody("\(field.name): \($0)", all.json(with: [field.name: $0]), field: field.name) }
    }

    /// What is wrong about the sending.
    private static func sent(_ fields: [BodyField]) -> [BadBody] {
        var huge = BadBody("a huge body", String(repeating: " ", count: APIContext.largestBody) + fields.json)
        huge.status = 413
        let types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "json"]
        return [huge]
            + types.map { type in
                var body = BadBody("a body of type \(type)", fields.json, field: "Content-Type")
                body.contentType = type
                body.status = 415
                return body
            }
    }
}
