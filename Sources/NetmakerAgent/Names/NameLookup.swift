internal import Logging
internal import NetmakerCore

/// Has the machine's resolver ask where a network's names are answered, and keeps it at that.
struct NameLookup: Sendable {
    /// How long what somebody else has changed is left, and what other networks have is believed.
    static let pause: Duration = .seconds(30)
    /// How long after a failure the same is not tried again: a resolver that starts is in order within moments.
    static let patience: Duration = .seconds(10)

    /// Whether the agent listens for questions.
    enum Listening: Hashable, Sendable {
        case closed
        case open(address: String, port: UInt16)
        case failed(because: String)
    }

    private let interface: InterfaceName
    private let index: NetworkIndex
    private let files: MembershipFiles
    private let resolver: any SystemResolver
    private let logger: Logger
    /// What was written of it last.
    private var claim: NameClaim?
    /// What was tried last, when, and what came of it; nil when it went well.
    private var attempt: (settings: ResolverSettings?, at: Duration, trouble: String?)?
    private var hasSaidAbsent = false
    /// What other networks have, and until when that is believed.
    private var taken: (zones: [String: NetworkName], until: Duration) = ([:], .zero)

    init(
        interface: InterfaceName, index: NetworkIndex, files: MembershipFiles, resolver: any SystemResolver,
        logger: Logger
    ) {
        self.interface = interface
        self.index = index
        self.files = files
        self.resolver = resolver
        self.logger = logger
        do {
            claim = try files.nameClaim()
        } catch {
            logger.warning("What was done for names is not known", metadata: ["reason": "\(error)"])
        }
    }

    /// How the network's names are to be looked up.
    mutating func wish(for configuration: NodeConfiguration, at now: Duration) -> NameWish {
        if now >= taken.until {
            do {
                taken = (try files.namesTaken(before: index), now + Self.pause)
            } catch {
                logger.warning("What other networks have of names is not known", metadata: ["reason": "\(error)"])
            }
        }
        return NameWish(configuration, besides: taken.zones)
    }

    /// - Parameter wish: nil when nobody is to look the network's names up.
    mutating func converge(to wish: NameWish?, _ listening: Listening, at now: Duration) async -> NamesStatus {
        guard let wish else {
            var status = NamesStatus.off
            status.trouble = await takeBack(at: now)
            if status.trouble == nil { write(nil) }
            return status
        }
        var status = NamesStatus(lookup: .waiting, zones: wish.zones, address: nil, servers: [], trouble: wish.trouble)
        var servers: [String]?
        switch wish.answerer {
        case .servers(let addresses):
            status.servers = addresses
            servers = addresses.map(\.description)
        case .agent:
            switch listening {
            case .closed: break
            case .open(let address, let port):
                status.address = "\(address):\(port)"
                servers = [port == 53 ? address : "\(address):\(port)"]
            case .failed(let reason):
                status.lookup = .failed
                status.trouble = reason
            }
        }
        if claim?.zones != wish.claimed {
            write(NameClaim(index: index, zones: wish.claimed, told: claim?.told))
        }
        if wish.allZones.isEmpty {
            status.lookup = .failed
            status.trouble = await takeBack(at: now) ?? status.trouble
        } else if let servers {
            await point(to: ResolverSettings(servers: servers, zones: wish.allZones), &status, at: now)
        }
        return status
    }

    private mutating func point(
        to settings: ResolverSettings, _ status: inout NamesStatus, at now: Duration
    ) async {
        let link = resolver.link(interface)
        guard link != .missing else { return }
        if let told = claim?.told, told.settings == settings, told.link == link {
            hasSaidAbsent = false
            status.lookup = .pointed
            return
        }
        guard resolver.isAtWork else {
            status.lookup = .absent
            return sayAbsent(settings)
        }
        if let attempt, attempt.settings == settings, attempt.trouble != nil || link != .plain,
            now < attempt.at + (attempt.trouble == nil ? Self.pause : Self.patience)
        {
            status.lookup = .failed
            status.trouble = attempt.trouble ?? "something else changes what \(resolver.name) was told of \(interface)"
            return
        }
        do {
            if let told = claim?.told, told.settings == settings, told.link != nil, link != .plain {
                logger.warning("Something else has changed how names are looked up; it is put right")
            }
            // Known before it is begun: what a crash leaves half done is done again, or taken back.
            note(NameClaim.Told(settings: settings, link: nil))
            try await resolver.point(interface, to: settings)
            note(NameClaim.Told(settings: settings, link: resolver.link(interface)))
            attempt = (settings, now, nil)
            status.lookup = .pointed
            logger.info(
                "The network's names are looked up",
                metadata: [
                    "resolver": "\(resolver.name)", "servers": "\(settings.servers.joined(separator: " "))",
                    "zones": "\(status.zones.map(\.description).joined(separator: " "))",
                ])
        } catch {
            if attempt?.trouble != "\(error)" {
                logger.error("The network's names are not looked up", metadata: ["reason": "\(error)"])
            }
            attempt = (settings, now, "\(error)")
            status.lookup = .failed
            status.trouble = "\(error)"
        }
    }

    private mutating func sayAbsent(_ settings: ResolverSettings) {
        guard !hasSaidAbsent else { return }
        hasSaidAbsent = true
        logger.notice(
            "No \(resolver.name) runs here, so programs do not find the network's names by themselves",
            metadata: [
                "zones": "\(settings.zones.joined(separator: " "))",
                "remedy":
                    "have this machine's resolver ask \(settings.servers.joined(separator: ", ")) for these zones, or install systemd-resolved",
            ])
    }

    /// - Returns: why it is not done; nil when it is, or nothing was to be done.
    private mutating func takeBack(at now: Duration) async -> String? {
        guard claim?.told != nil else { return nil }
        if let attempt, attempt.settings == nil, let trouble = attempt.trouble, now < attempt.at + Self.patience {
            return trouble
        }
        do {
            if case .told = resolver.link(interface), resolver.isAtWork {
                try await resolver.revert(interface)
                logger.info("The network's names are looked up no more")
            }
            note(nil)
            attempt = nil
            return nil
        } catch {
            if attempt?.trouble != "\(error)" {
                logger.error("The lookup of names is not taken back", metadata: ["reason": "\(error)"])
            }
            attempt = (nil, now, "\(error)")
            return "\(error)"
        }
    }

    private mutating func note(_ told: NameClaim.Told?) {
        guard var next = claim else { return }
        next.told = told
        write(next)
    }

    private mutating func write(_ next: NameClaim?) {
        do {
            if let next { try files.save(next) } else if claim != nil { try files.removeNameClaim() }
            claim = next
        } catch {
            claim = next
            logger.warning("What is done for names cannot be written down", metadata: ["reason": "\(error)"])
        }
    }
}
