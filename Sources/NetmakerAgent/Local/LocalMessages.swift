internal import FoundationEssentials

/// What is asked of a running daemon: one JSON object and a line break.
struct LocalRequest: Codable {
    enum Command: String, Codable {
        case status
        /// Asks the server at once, and puts the device right.
        case pull
        /// Publishes what the configuration file says that is new.
        case push
        /// Both.
        case checkin
        /// Ends the membership, and the daemon's work for the network.
        case leave

        /// How long a daemon may take that works: as long as it waits for others itself, and the tunnel's
        /// implementation, and what is run once the interface has gone.
        var patience: Duration {
            switch self {
            case .status: .seconds(10)
            case .push: .seconds(30)
            case .pull: .seconds(60)
            case .checkin: .seconds(90)
            case .leave: .seconds(120)
            }
        }
    }
    let command: Command

    init(_ command: Command) { self.command = command }
}

/// What the daemon answers: one JSON object, then the end.
enum LocalReply: Codable {
    case status(AgentStatus)
    case done(message: String)
    case failed(message: String, remedy: String)
    /// Failed for a reason that the command tells apart.
    case declined(Reason, message: String, remedy: String)

    enum Reason: String, Codable {
        /// The server said no.
        case refused
        /// The server did not answer.
        case unreachable
    }

    /// What became of something that ends with words.
    static func told(_ body: () async throws -> String) async -> LocalReply {
        do {
            return .done(message: try await body())
        } catch let error as AgentError where error.code == .refused {
            return .declined(.refused, message: error.message, remedy: error.remedy)
        } catch let error as AgentError where error.code == .unreachable {
            return .declined(.unreachable, message: error.message, remedy: error.remedy)
        } catch {
            return LocalReply(error)
        }
    }

    init(_ error: any Error) {
        switch error {
        case let error as AgentError: self = .failed(message: error.message, remedy: error.remedy)
        default: self = .failed(message: "\(error)", remedy: "see the daemon's log")
        }
    }

    /// To whoever asks for what is no request, or one that a later release has.
    static let notUnderstood = failed(
        message: "the daemon does not understand the request",
        remedy: "restart the daemon, so that it is of the same release as the command")
}

/// One message, as bytes and back.
enum LocalMessage {
    /// A longer request is none.
    static let maximumRequest = 4096
    /// A longer reply is not read: the status of a million peers.
    static let maximumReply = 512 * 1024 * 1024

    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: some Sequence<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
