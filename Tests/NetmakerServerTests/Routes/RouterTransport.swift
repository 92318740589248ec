import HTTPTypes
import HummingbirdTesting
import NIOCore
import NetmakerAPI
import Synchronization

/// Carries requests to a world's routes, and remembers those that change something.
final class RouterTransport: HTTPTransport {
    private let client: any TestClientProtocol
    private let written = Mutex<[String]>([])

    init(_ world: APIWorld) { client = world.client }

    /// The methods and paths of all requests that change something, so far.
    var writes: [String] { written.withLock { $0 } }

    func send(_ request: HTTPRequest, body: [UInt8], within limit: Duration) async throws(APIError) -> HTTPAnswer {
        let path = request.path ?? "/"
        if request.method != .get { written.withLock { $0.append("\(request.method) \(path)") } }
        do {
            return try await client.execute(
                uri: path, method: request.method, headers: request.headerFields, body: ByteBuffer(bytes: body)
            ) { answer in
                HTTPAnswer(
                    status: answer.status, fields: answer.headers, body: Array(answer.body.readableBytesView))
            }
        } catch {
            throw APIError(.unreachable, message: "no answer: \(error)", remedy: "", cause: error)
        }
    }
}

extension APIWorld {
    /// A client that speaks as alice, or with another token, and what carries its requests.
    func client(token other: String? = nil) -> (ControlPlaneClient, RouterTransport) {
        let transport = RouterTransport(self)
        return (ControlPlaneClient(transport, token: (other ?? token).map(ConfidentialText.init)), transport)
    }
}
