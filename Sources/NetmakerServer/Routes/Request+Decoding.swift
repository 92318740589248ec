internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

extension Request {
    /// The body, read strictly.
    ///
    /// - Throws: `ModelError` that names the field to blame, `ForeignMediaType`, or Hummingbird's error for a body that
    ///   is too large.
    func decode<Body: Decodable>(_ type: Body.Type, context: APIContext) async throws -> Body {
        try requireJSON()
        let bytes = Array(try await wholeBody(upTo: context.maxUploadSize).readableBytesView)
        let value: Body
        do {
            // The decoder takes other encodings too, which the bytes of zero give away.
            guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw Self.notJSON }
            value = try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as ModelError {
            throw error
        } catch {
            throw bytes.isEmpty ? Self.empty : Self.notJSON
        }
        switch JSONText(bytes).fault {
        case nil: return value
        case .commaBeforeNothing: throw Self.notJSON
        case .repeatedName(let name):
            throw ModelError(
                .invalidValue, field: ShownText(name).description, message: "\(ShownText(name)) is given twice",
                remedy: "give it once")
        }
    }

    /// - Throws: `SlowBody` when it does not come, and `ModelError` when what comes is none.
    func wholeBody(upTo limit: Int) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: limit)
        } catch let error where !(error is any HTTPResponseError || error is SlowBody || error is CancellationError) {
            // The connection broke, or what came on it is no body.
            throw ModelError(
                .invalidValue, message: "the body did not come whole", remedy: "send it as HTTP/1.1 has it")
        }
    }

    private static let empty = ModelError(
        .invalidValue, message: "the body is empty", remedy: "send a JSON object in UTF-8")
    private static let notJSON = ModelError(
        .invalidValue, message: "the body is not JSON", remedy: "send a JSON object in UTF-8")

    /// Who says nothing of the body's type is taken to mean the only one there is.
    private func requireJSON() throws(ForeignMediaType) {
        guard let text = headers[.contentType] else { return }
        let type = text.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        guard type == "application/json" else { throw ForeignMediaType(type: type) }
    }

    /// The revision a change is based on; nil when it does not matter.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for an `If-Match` that is no tag of ours.
    func ifMatch() throws(ModelError) -> Revision? {
        guard let text = headers[.ifMatch], text != "*" else { return nil }
        return try EntityTag(parsing: text).revision
    }

    /// - Throws: `ModelError.Code.invalidValue` for any `If-Match`: what has no revision cannot be at one.
    func requireNoIfMatch(of nouns: String) throws(ModelError) {
        guard try ifMatch() != nil else { return }
        throw ModelError(
            .invalidValue, field: "If-Match", message: "\(nouns) have no revision", remedy: "leave If-Match out")
    }

    /// The parameters behind the question mark, of which the operation names all there may be.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for one that is not known, or given twice.
    func query(of operation: APIOperation) throws(ModelError) -> [String: String] {
        try query(allowing: Set(operation.parameters.map(\.name)))
    }

    /// The parameters behind the question mark.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for one that is not known, or given twice.
    func query(allowing names: Set<String>) throws(ModelError) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in uri.queryParameters {
            guard names.contains(String(name)) else {
                throw ModelError(
                    .invalidValue, field: name.excerpt, message: "there is no parameter \(name.excerpt)",
                    remedy: names.isEmpty
                        ? "send the path alone" : "the parameters are \(names.sorted().joined(separator: ", "))")
            }
            guard result.updateValue(String(value), forKey: String(name)) == nil else {
                throw ModelError(
                    .invalidValue, field: String(name), message: "\(name) is given twice", remedy: "give it once")
            }
        }
        return result
    }
}

extension Request {
    /// The only parameter of the request, true or false; false when it is left out.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for another one, or another value.
    func flag(_ name: String) throws(ModelError) -> Bool {
        guard let text = try query(allowing: [name])[name] else { return false }
        guard let value = Bool(text) else {
            throw ModelError(
                .invalidValue, field: name, message: "\"\(text.excerpt)\" is neither true nor false",
                remedy: "send \(name)=true, or leave it out")
        }
        return value
    }
}

extension APIContext {
    /// The segment of the path that names the network.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it cannot be a name.
    func network() throws -> NetworkName {
        try segment("network", NetworkName.init(parsing:))
    }

    /// The segment of the path that names the user.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it cannot be a name.
    func user() throws -> UserName {
        try segment("user", UserName.init(parsing:))
    }

    /// The user who asks, in person or by a token.
    ///
    /// - Throws: `ControlError.Code.unauthenticated` when nobody in particular does.
    func asker() throws(ControlError) -> UserName {
        switch principal {
        case .user(let name), .token(_, of: let name): return name
        case .nobody, .node, .server:
            throw ControlError(
                .unauthenticated, message: "this needs a session", remedy: "log in with nmctl login")
        }
    }

    /// A segment of the path as the value it stands for.
    func segment<Value>(_ name: String, _ parse: (String) throws(ModelError) -> Value) throws -> Value {
        let written = try parameters.require(name)
        // As RFC 3986 has it, section 2.1: an at sign may come as it is, or as %40. What is no such text is refused as it is.
        let text = written.removingPercentEncoding ?? written
        do throws(ModelError) {
            return try parse(text)
        } catch {
            throw error.at(field: name)
        }
    }
}

/// That a body is said to be something else than JSON.
struct ForeignMediaType: Error {
    let type: String
}
