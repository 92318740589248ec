internal import Logging
internal import NetmakerCore

/// Forwarding for others.
extension Agent {
    /// How often a gateway looks whether all it needs is there. Other nodes have nothing to look at.
    static let gatewayInterval: Duration = .seconds(20)
    /// How often it looks which other networks the machine is in: no longer is what comes by a new one forwarded.
    static let neighbourInterval: Duration = .seconds(2)

    /// Makes the machine forward what the node's roles say, whenever they change, and as long as they do.
    func keepGateway() async throws -> Ending {
        var backoff = Backoff(shortest: .seconds(1))
        var generator = environment.makeGenerator()
        do {
            try await environment.sweepGateways()
        } catch {
            try Task.checkCancellation()
            logger.warning("What a former network forwarded is not taken back", metadata: ["reason": "\(error)"])
        }
        var thoroughAt = clock.now
        while true {
            let duty = await tunnel.gatewayDuty
            do {
                let isThorough = clock.now >= thoroughAt
                let outcome = try await gateway.lead(to: duty, isThorough: isThorough)
                if isThorough { thoroughAt = clock.now + Self.gatewayInterval }
                if let trouble = outcome.trouble, trouble != watched.value.gatewayTrouble {
                    logger.warning("The gateway may not do its work", metadata: ["reason": "\(trouble)"])
                }
                watched.update {
                    $0.gatewayTrouble = outcome.trouble
                    if outcome.isRepair { $0.repairs += 1 }
                }
                backoff.reset()
            } catch {
                try Task.checkCancellation()
                if watched.value.gatewayTrouble != "\(error)" {
                    logger.error("The gateway does not do its work", metadata: ["reason": "\(error)"])
                }
                watched.update { $0.gatewayTrouble = "\(error)" }
                try await clock.sleep(
                    until: clock.now + backoff.next(using: &generator), orUntil: tunnel.rolesChanged)
                continue
            }
            switch duty {
            case .unknown, .none, .impossible: try await tunnel.rolesChanged.wait()
            case .forward:
                try await clock.sleep(until: clock.now + Self.neighbourInterval, orUntil: tunnel.rolesChanged)
            }
        }
    }

    /// Leads what the agent itself says to its server past the tunnel, where that could lead there.
    func keepServerOutside(_ host: String) async throws {
        guard await tunnel.leadsOutside else { return }
        do {
            try await tunnel.keepOutside(Set(try await environment.resolve(host)))
        } catch {
            try Task.checkCancellation()
            logger.warning("The server's address is not known", metadata: ["reason": "\(error)"])
        }
    }
}
