internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl

extension RouterMethods where Context == APIContext {
    /// Registers what does an operation: at the path, for whom, and with the parameters that its description names, and
    /// no others. Whoever asks for less, or for a trial, must not be given all, or the deed.
    @discardableResult
    func on(
        _ operation: APIOperation,
        use handler: @Sendable @escaping (Request, APIContext) async throws -> Response
    ) -> Self {
        let parameters = Set(operation.parameters.map(\.name))
        return on(RouterPath(operation.pattern), method: operation.method) { request, context in
            // Before anything that a stranger sends is read.
            guard operation.access != .session || context.principal != .nobody else {
                throw ControlError(
                    .unauthenticated, message: "this needs a session", remedy: "log in with nmctl login")
            }
            _ = try request.query(allowing: parameters)
            guard operation.takesIdempotencyKey, let retried = context.retried,
                let key = request.headers[.idempotencyKey]
            else { return try await handler(request, context) }
            return try await retried.answer(request, context, operation, key: key, by: handler)
        }
    }
}

extension APIOperation {
    /// Its path as the router has it, such as `/api/v1/networks/:network`.
    var pattern: String { path.replacing("{", with: ":").replacing("}", with: "") }
}
