internal import DurableFiles
internal import Logging
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// Keeping the tunnel, and what must be remembered of it.
extension Agent {
    /// How often the machine is watched, whatever it tells.
    static let watchInterval: Duration = .seconds(5)
    /// How long after a change of interfaces they are looked at.
    static let settlingTime: Duration = .milliseconds(50)

    /// The caller holds the network, and so may move its files.
    func setDamagedMapAside() {
        // What could be read needs no second look, which costs what the map holds.
        guard watched.value.mapTrouble != nil else { return }
        do throws(FileError) {
            try files.setDamagedMapAside(logger)
            let trouble = files.trouble(with: try files.readMap())
            watched.update { $0.mapTrouble = trouble }
        } catch {
            logger.error("The map cannot be set aside", metadata: ["reason": "\(error)"])
        }
    }

    /// Brings the tunnel up as it last was, before anybody is asked.
    func startFromSavedMap() async {
        // Held here alone: a second owner would make the first change a copy of the whole map.
        guard let saved = memory.withLock({ $0.saved.take() }) else { return }
        do {
            do {
                try await tunnel.apply(localAddresses: try environment.localAddresses())
            } catch {
                // Known or not, they only help to choose endpoints: a tunnel without them is better than none.
                logger.warning("The machine does not tell its addresses", metadata: ["reason": "\(error)"])
            }
            try await tunnel.apply(saved.configuration)
            guard let map = saved.map else { return }
            try await tunnel.apply(map)
            let revision = await tunnel.revisionInForce
            watched.update { $0.inForce = revision }
            logger.info(
                "The tunnel stands as it last was",
                metadata: ["interface": "\(saved.configuration.interface)", "revision": "\(map.revision)"])
        } catch is CancellationError {
            // Whoever waited for it does no longer.
        } catch {
            logger.error("The tunnel cannot be brought up", metadata: ["reason": "\(error)"])
            watched.update { $0.interfaceTrouble = "\(error)" }
        }
    }

    /// Looks at the device whenever it is time, and at once when it does not have what it should.
    func keepTunnel() async throws -> Ending {
        var backoff = Backoff(shortest: .seconds(1))
        var generator = environment.makeGenerator()
        while true {
            let wait = await tunnel.timeToLook
            guard wait == .zero else {
                // Every change of a peer asks for a look; hardly any makes it one that is due sooner.
                try await clock.sleep(for: wait, askingAt: lookWanted) { await self.tunnel.timeToLook }
                continue
            }
            do {
                try await tunnel.look()
                interfaceMoved.raise()
                backoff.reset()
                let revision = await tunnel.revisionInForce
                let repairs = await tunnel.takeRepairs()
                watched.update {
                    $0.inForce = revision ?? $0.inForce
                    $0.repairs += repairs
                    $0.interfaceTrouble = nil
                }
                await lookAtReversePath()
                await sayNeighbourTrouble()
                // The interface may be another than before.
                tunnel.nameChanges.signal.raise()
            } catch {
                try Task.checkCancellation()
                logger.error("The interface is not as it should be", metadata: ["reason": "\(error)"])
                watched.update { $0.interfaceTrouble = "\(error)" }
                try await clock.sleep(for: backoff.next(using: &generator))
            }
        }
    }

    /// Watches the machine: an interface that vanished is made anew, and new addresses are told in a new session, since
    /// the old one may have died with an old address.
    func keepWatch() async throws -> Ending {
        while true {
            try await clock.sleep(for: Self.watchInterval)
            await tunnel.notice()
            try await noticeAddresses()
            lookWanted.raise()
            tunnel.nameChanges.signal.raise()
        }
    }

    private func noticeAddresses() async throws {
        do {
            let addresses = try environment.localAddresses()
            guard await addresses != tunnel.localAddresses else { return }
            logger.info("The machine has other addresses now")
            try await applyLocalAddresses(addresses)
            reconnect.raise()
        } catch {
            try Task.checkCancellation()
            logger.warning("The machine does not tell its addresses", metadata: ["reason": "\(error)"])
        }
    }

    /// Notices at once that the interface has vanished, as when somebody kills the process behind it: every moment
    /// until it is made anew costs the machine its packets. So it does that the machine has moved: until that is told,
    /// what others send goes where it was.
    func keepInterface() async throws -> Ending {
        do {
            for await _ in try environment.machine.changes() {
                // What belongs together comes together: an interface that goes first loses its addresses.
                try await clock.sleep(for: Self.settlingTime)
                await tunnel.notice()
                try await noticeAddresses()
                lookWanted.raise()
            }
        } catch {
            try Task.checkCancellation()
            logger.warning("The machine does not tell what changes", metadata: ["reason": "\(error)"])
        }
        // The end is for others to say.
        try await Signal().wait()
        return .left
    }
}
