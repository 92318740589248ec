internal import NIOCore
internal import NetmakerCore
internal import ServiceLifecycle

/// A service that listens, and says in our words why it cannot.
struct Listener: Service {
    /// What it serves, such as "the REST interface".
    let purpose: String
    /// Where, such as `[::]:8081`.
    let place: String
    /// The flag that moves it.
    let flag: String
    let service: any Service

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw ServerError(
                .cannotListen, setting: flag, message: "cannot listen on \(place) for \(purpose): \(error.description)",
                remedy: "stop what has the port, or choose another with \(flag)", cause: error)
        }
    }
}
