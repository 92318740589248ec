internal import AsyncHTTPClient
internal import Glibc
internal import NIOCore
internal import NIOPosix

extension APIError {
    /// That there is no answer from a server.
    ///
    /// - Parameter destination: an address, or the path of a socket.
    static func unreachable(_ destination: String, because cause: any Error) -> APIError {
        APIError(
            .unreachable, message: "cannot reach the server at \(destination): \(reason(of: cause))",
            remedy: "check the address, that nm-server runs there, and that no firewall is in between", cause: cause)
    }

    private static let timeouts: [HTTPClientError] = [.connectTimeout, .deadlineExceeded, .readTimeout]

    /// In words that people know; what is beneath is in `cause`.
    private static func reason(of error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case let error as NIOConnectionError where !error.connectionErrors.isEmpty:
            reason(of: error.connectionErrors[0].error)
        case is NIOConnectionError, is SocketAddressError: "there is no such host"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "the connection was closed"
        case let error as HTTPClientError where timeouts.contains(error): "no answer in time"
        case let error as ChannelError:
            switch error {
            case .connectTimeout: "no answer in time"
            case .eof, .alreadyClosed, .inputClosed, .outputClosed: "the connection was closed"
            default: "\(error)"
            }
        default: "\(error)"
        }
    }
}
