import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Custom names and what they stand for, and what access keys give, by number.
extension Menu {
    /// Some are names that machines and clients give themselves, some of several labels, and some no names of this
    /// network.
    static func recordName(_ number: Int, in network: NetworkName, taken: Node?) -> DNSRecordName {
        switch number % 10 {
        case 0: DNSRecordName(taken?.name ?? NodeName(adapting: "machine"))
        case 1: known { try DNSRecordName(parsing: "db-\(number % 4).eu") }
        case 2: known { try DNSRecordName(parsing: "sql.\(network)") }
        case 3: known { try DNSRecordName(parsing: ["machine", "web", "wanted-4", "phone"][number % 4]) }
        default: known { try DNSRecordName(parsing: "name-\(number)") }
        }
    }

    static func addresses(_ number: Int) -> DNSTarget {
        .addresses(
            known {
                try DNSAddresses(
                    [number % 2 == 1 ? inside(number) : Samples.address(number % 9 + 1)]
                        + (number % 3 == 0 ? [try IPAddress(parsing: "2001:db8::\(number % 7 + 1)")] : []))
            })
    }

    /// An address that is the network's with some ranges, a machine's or nobody's.
    static func inside(_ number: Int) -> IPAddress {
        let prefix = ["10.10.0.", "10.20.0.", "fd00:10::", "10.10.1."][number % 4]
        return known { try IPAddress(parsing: "\(prefix)\(number % 13 + 1)") }
    }

    // MARK: Users

    private static let networks = [["harbor"], ["branch"], ["harbor", "branch"], [], ["plant"], ["harbor", "lab"]].map {
        Set($0.map { Samples.networkName($0) })
    }

    static func role(_ number: Int) -> Role {
        number % 5 == 0
            ? .superAdmin : .networkAdmin(of: networks[number % 6], commands: number % 2 == 0 ? .granted : .denied)
    }

    static func userChanges(_ number: Int) -> UserChanges {
        switch number % 8 {
        case 0: UserChanges(kind: .superAdmin)
        case 1, 2: UserChanges(kind: .networkAdmin)
        case 3: UserChanges(commands: number % 3 == 0 ? .granted : .denied)
        case 4: UserChanges()
        case 5: UserChanges(kind: .superAdmin, networks: networks[0])
        case 6: UserChanges(kind: .networkAdmin, networks: networks[number % 6])
        default: UserChanges(networks: networks[number % 6])
        }
    }

    static func tokenName(_ number: Int) -> APITokenName { known { try APITokenName(parsing: "token-\(number % 9)") } }

    /// Each width with each access: one that is both narrow and for reading says nothing of either alone.
    static func scope(_ number: Int) -> (access: APIToken.Access, networks: Set<NetworkName>?) {
        (number % 3 == 0 ? .readOnly : .readWrite, scopes[number % scopes.count])
    }

    private static let scopes: [Set<NetworkName>?] = [
        nil, networks[0], networks[1], networks[2], nil, networks[0], networks[1], networks[4], networks[5],
        networks[3],
    ]

    // MARK: Keys

    static func keyChanges(_ number: Int, _ value: Int, now: Timestamp) -> AccessKeyChanges {
        switch number % 10 {
        case 0: AccessKeyChanges(uses: .remaining(value % 3))
        case 1: AccessKeyChanges(uses: .unlimited)
        case 2: AccessKeyChanges(expiresAt: .set(now + .seconds([1200, 40_000, 0][value % 3])))
        case 3: AccessKeyChanges(expiresAt: .clear)
        case 4:
            AccessKeyChanges(tags: grant(value).tags, lifetime: value % 2 == 0 ? .lasting : .ephemeral)
        // Often what another key is called.
        case 5, 6, 7: AccessKeyChanges(name: keyName("key-\(4 + value % 2)"))
        case 8: AccessKeyChanges(uses: .remaining(2), expiresAt: .clear)
        default: AccessKeyChanges()
        }
    }

    static func text(of changes: AccessKeyChanges) -> String {
        "name \(said(changes.name)), uses \(changes.uses.map { "\($0)" } ?? "-"), expires \(changes.expiresAt), "
            + "tags \(changes.tags.map { "\($0)" } ?? "-"), lifetime \(said(changes.lifetime?.rawValue))"
    }

    static func grant(_ number: Int) -> NodeGrant {
        switch number % 6 {
        case 1, 4: known { try NodeGrant(lifetime: .ephemeral) }
        case 2: known { try NodeGrant(tags: [try Tag(parsing: "web")], lifetime: .ephemeral) }
        default: .whenAbsent
        }
    }
}
