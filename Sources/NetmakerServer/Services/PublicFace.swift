internal import NetmakerControl
internal import NetmakerCore
internal import Synchronization

/// How the server presents itself: the addresses and the keys by which others know it. They go into access tokens.
final class PublicFace: Sendable {
    /// The ports it is bound to, which only the system knows when any free one was asked for.
    struct Ports: Hashable, Sendable {
        let api: ListenPort
        let agents: ListenPort
    }

    private let host: String
    private let currentPins: @Sendable () -> [CertificatePin]
    private let ports = Mutex<Ports?>(nil)

    /// - Parameters:
    ///   - host: a name or an address.
    ///   - pins: the keys it shows and will show.
    init(host: String, pins: @escaping @Sendable () -> [CertificatePin]) {
        self.host = host
        currentPins = pins
    }

    /// The keys it may show in TLS.
    var pins: [CertificatePin] { currentPins() }

    /// Where agents reach it.
    ///
    /// - Throws: `ControlError.Code.unavailable` before it listens.
    var agents: ServerAddress {
        get throws { try ServerAddress(host: host, port: try boundPorts().agents) }
    }

    /// Where people and scripts reach it.
    ///
    /// - Throws: `ControlError.Code.unavailable` before it listens.
    var api: ServerAddress {
        get throws { try ServerAddress(host: host, port: try boundPorts().api) }
    }

    /// Whether it listens on all its ports.
    var isBound: Bool { ports.withLock { $0 != nil } }

    func bind(to ports: Ports) {
        self.ports.withLock { $0 = ports }
    }

    private func boundPorts() throws(ControlError) -> Ports {
        guard let ports = ports.withLock({ $0 }) else {
            throw ControlError(.unavailable, message: "the server is starting", remedy: "try again in a moment")
        }
        return ports
    }
}
