internal import FoundationEssentials
internal import NetmakerCore
internal import SwiftProtobuf

/// A field that has no meaning, by its path in the message: `report.pinned_endpoint.set.port`.
struct MalformedField: Error {
    let path: String
    let message: String
    let remedy: String

    init(_ path: String, message: String, remedy: String = "upgrade the older of agent and server") {
        self.path = path
        self.message = message
        self.remedy = remedy
    }

    static func missing(_ path: String) -> MalformedField { MalformedField(path, message: "it is missing") }

    func within(_ outer: String) -> MalformedField {
        MalformedField(path.isEmpty ? outer : "\(outer).\(path)", message: message, remedy: remedy)
    }

    /// The error as callers see it.
    func error(in name: String) -> AgentProtocolError {
        AgentProtocolError(
            .malformed, message: path.isEmpty ? "\(name): \(message)" : "\(name), field \(path): \(message)",
            remedy: remedy)
    }
}

/// Reads one field of a message as a value.
func field<Value>(
    _ name: String, _ read: () throws(ModelError) -> Value
) throws(MalformedField) -> Value {
    do throws(ModelError) {
        return try read()
    } catch {
        throw MalformedField(name, message: error.message, remedy: error.remedy)
    }
}

/// Reads one field that is a message itself.
func part<Value>(
    _ name: String, _ read: () throws(MalformedField) -> Value
) throws(MalformedField) -> Value {
    do throws(MalformedField) {
        return try read()
    } catch {
        throw error.within(name)
    }
}

/// Reads a repeated field of messages, of which there may be `limit`.
func parts<Wire, Value>(
    _ name: String, _ wires: [Wire], limit: Int, _ read: (Wire) throws(MalformedField) -> Value
) throws(MalformedField) -> [Value] {
    guard wires.count <= limit else {
        throw MalformedField(name, message: "there are \(wires.count), more than \(limit)")
    }
    var values: [Value] = []
    values.reserveCapacity(wires.count)
    for wire in wires { values.append(try part(name) { () throws(MalformedField) in try read(wire) }) }
    return values
}

extension SwiftProtobuf.Message {
    /// The message these bytes are.
    init(decoding data: Data) throws(MalformedField) {
        do {
            try self.init(serializedBytes: data)
        } catch {
            throw MalformedField("", message: "it does not decode: \(error)")
        }
    }
}
