internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerCore

extension Request {
    /// The body, read strictly.
    ///
    /// - Throws: `ModelError` that names the field to blame, or Hummingbird's error for a body that is too large.
    func decode<Body: Decodable>(_ type: Body.Type, context: APIContext) async throws -> Body {
        let buffer = try await body.collect(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(
                .invalidValue, message: buffer.readableBytes == 0 ? "the body is empty" : "the body is not JSON",
                remedy: "send a JSON object in UTF-8")
        }
    }

    /// The revision a change is based on; nil when it does not matter.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for an `If-Match` that is no tag of ours.
    func ifMatch() throws(ModelError) -> Revision? {
        guard let text = headers[.ifMatch], text != "*" else { return nil }
        return try EntityTag(parsing: text).revision
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
                    remedy: "the parameters are \(names.sorted().joined(separator: ", "))")
            }
            guard result.updateValue(String(value), forKey: String(name)) == nil else {
                throw ModelError(
                    .invalidValue, field: String(name), message: "\(name) is given twice", remedy: "give it once")
            }
        }
        return result
    }
}

extension APIContext {
    /// The segment of the path that names the network.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it cannot be a name.
    func network() throws -> NetworkName {
        try segment("network", NetworkName.init(parsing:))
    }

    /// A segment of the path as the value it stands for.
    func segment<Value>(_ name: String, _ parse: (String) throws(ModelError) -> Value) throws -> Value {
        let text = try parameters.require(name)
        do throws(ModelError) {
            return try parse(text)
        } catch {
            throw error.at(field: name)
        }
    }
}
