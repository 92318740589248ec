import NetmakerAPI

/// Objects that a schema allows, and objects one step from those: each field in turn left out, null, of another type, at
/// its bounds and beyond them; and one field too many.
struct SchemaCases {
    let all: [JSONValue]

    init(of type: DescribedType) {
        let properties = type.object["properties"]?.fields ?? [:]
        let whole = properties.compactMapValues { Self.taken(by: $0).first }
        var all: [JSONValue] = [.object(whole), .object(whole.merging(["extra": 1]) { $1 }), .object([:]), []]
        for (name, schema) in properties.sorted(by: { $0.key < $1.key }) {
            all.append(.object(whole.filter { $0.key != name }))
            all += (Self.taken(by: schema) + Self.others(than: schema)).map { value in
                .object(whole.merging([name: value]) { $1 })
            }
        }
        self.all = all
    }

    /// Values that the field may have, as far as the schema shows any.
    private static func taken(by schema: JSONValue) -> [JSONValue] {
        for list in ["anyOf", "enum", "examples"] {
            guard case .array(let values) = schema[list] else { continue }
            return list == "anyOf" ? values.flatMap(taken) : values
        }
        if let items = schema["items"] { return [.array(Array(taken(by: items).prefix(1))), []] }
        if schema["type"] == "boolean" || schema["type"] == ["boolean", "null"] { return [true, false] }
        if let minimum = schema["minimum"] { return [minimum] + [schema["maximum"]].compactMap(\.self) }
        return schema["pattern"] == nil ? ["aaaaaaaaaaaa"] : []
    }

    /// Values of every type, and numbers around the bounds. Texts only where the schema tells by them: what a format
    /// means is not in it.
    private static func others(than schema: JSONValue) -> [JSONValue] {
        var values: [JSONValue] = [.null, true, [[]], [:], 0, 1, -1, .number(1300.5)]
        if case .array(let choices) = schema["anyOf"] { return values + choices.flatMap(others) }
        for bound in ["minimum", "maximum"] {
            guard case .integer(let number) = schema[bound], number != .max else { continue }
            values += [.integer(number - 1), .integer(number + 1)]
        }
        guard schema["pattern"] != nil || schema["enum"] != nil || schema["minimum"] != nil else { return values }
        return values + ["", " ", "Ä", "A b", "5", "\u{0}", .string(String(repeating: "a", count: 300))]
    }
}
