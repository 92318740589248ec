internal import NetmakerAgentProtocol
internal import NetmakerControl

extension AgentProtocolError {
    /// What the control plane said, in the words of this protocol.
    init(_ error: ControlError) {
        let code: Code =
            switch error.code {
            case .unauthenticated: .unauthenticated
            case .forbidden, .refused: .refused
            case .notFound: .unknownNode
            case .gone: .removed
            case .conflict, .preconditionFailed: .conflict
            case .exhausted: .exhausted
            case .invalidValue: .malformed
            case .unsupported: .unsupportedVersion
            default: .unavailable
            }
        self.init(code, message: error.message, remedy: error.remedy)
    }
}
