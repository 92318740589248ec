internal import DurableFiles
internal import Logging
internal import NetmakerCore

/// The keys the server shows in TLS: its own, which it can change, or the operator's, which only they can.
struct ServerKeys: Sendable {
    let served: ServedIdentity
    /// Nil when the certificate is the operator's own.
    let rotation: TLSRotation?

    /// What those who join are told to insist on, the key that is shown first; empty when authorities vouch for the
    /// certificate, since then the key may be another after the next renewal.
    var pins: [CertificatePin] { rotation?.pins ?? [] }

    init(
        _ configuration: ServerConfiguration, agents: AgentService, wallClock: any WallClock, logger: Logger
    ) throws {
        if let given = configuration.certificate {
            served = try ServedIdentity(certificateFile: given.certificate, keyFile: given.key)
            rotation = nil
            return
        }
        let folder = configuration.dataDirectory.tls
        try Folder.create(folder, mode: 0o700)
        let files = TLSFiles(folder: folder, hosts: [configuration.publicHost])
        let own = try files.identity(now: wallClock.now)
        served = try ServedIdentity(own, wallClock: wallClock)
        rotation = try TLSRotation(
            files: files, identity: own, served: served, agents: agents, wallClock: wallClock, logger: logger)
    }
}
