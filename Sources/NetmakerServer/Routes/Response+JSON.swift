internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerCore

extension Response {
    /// A JSON answer.
    ///
    /// - Parameters:
    ///   - tag: the revision of the object that is shown, as its `ETag`.
    ///   - networkRevision: where a change left the network.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, tag: Revision? = nil,
        networkRevision: Revision? = nil
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var headers: HTTPFields = [.contentType: "application/json"]
        if let tag { headers[.eTag] = EntityTag(tag).description }
        if let networkRevision { headers[.netmakerRevision] = networkRevision.description }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }

    /// An answer without a body.
    static func empty(networkRevision: Revision? = nil) -> Response {
        var headers = HTTPFields()
        if let networkRevision { headers[.netmakerRevision] = networkRevision.description }
        return Response(status: .noContent, headers: headers)
    }
}
