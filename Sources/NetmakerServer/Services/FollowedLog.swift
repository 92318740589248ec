internal import Hummingbird
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// Writes a log as it grows, to one who follows it, for as long as they may and the server runs.
struct FollowedLog: Sendable {
    let watch: CredentialWatch
    let clock: any Clock<Duration>

    /// How long nothing is said before a sign of life: shorter than what proxies bear with.
    static let silence: Duration = .seconds(15)

    func write(_ log: some FollowableLog, to writer: inout any ResponseBodyWriter) async throws {
        var log = log
        // Where the follower stands, should the stream break before the first event.
        try await writer.write(ByteBuffer(string: "retry: 1000\nid: \(log.position)\n\n"))
        while watch.isGood, !Task.isCancelled, !Task.isShuttingDownGracefully {
            let standing = log.standing
            let events = try await log.next()
            if !events.isEmpty { try await writer.write(ByteBuffer(string: events)) }
            guard !log.isOver else { break }
            if await wait(for: log, since: standing) == .silence {
                try await writer.write(ByteBuffer(string: log.signOfLife))
            }
        }
        try await writer.finish(nil)
    }

    private enum End { case change, silence }

    /// Waits until something is committed, or the credential's time is over, but not for ever.
    private func wait<Log: FollowableLog>(for log: Log, since standing: Log.Standing) async -> End {
        let clock = clock
        let patience = watch.lifetime.map { min(Self.silence, $0) } ?? Self.silence
        return await cancelWhenGracefulShutdown {
            await withTaskGroup(of: End.self) { group in
                group.addTask {
                    await log.untilChanged(since: standing)
                    return .change
                }
                group.addTask {
                    do { try await clock.sleep(for: patience) } catch { return .change }
                    return .silence
                }
                defer { group.cancelAll() }
                return await group.next() ?? .change
            }
        }
    }
}

/// Whether somebody who was let in may still be.
struct CredentialWatch: Sendable {
    let controlPlane: ControlPlane
    /// What they showed.
    let shown: ShownCredential
    /// What they need to go on.
    let permission: Permission

    /// Whether the credential is still one, of somebody who may see what they follow.
    var isGood: Bool {
        guard let credential = controlPlane.credential(shown) else { return false }
        do throws(ControlError) {
            try Authorization.require(permission, of: credential.principal, in: controlPlane.truth)
            return true
        } catch {
            return false
        }
    }

    /// How long it can last yet; nil when time alone does not end it.
    var lifetime: Duration? {
        guard let credential = controlPlane.credential(shown) else { return .zero }
        return credential.expiresAt?.duration(since: controlPlane.now)
    }
}
