import NetmakerCore
import NetmakerTesting
import Testing

/// A fault that is planted in `FaultWorld`, and what must be said of it first.
///
/// The table is to be read: what is planted, between whom, whether packets pass, the first finding and its beginning.
struct PlantedFault: Sendable {
    let name: String
    let from: String
    let to: String
    let reachable: Explanation.Reachability
    /// Nil where nothing is to be found.
    let first: FindingKind?
    /// What the finding says, or how it begins.
    let says: String
    let plant: @Sendable (inout FaultWorld) throws -> Void

    init(
        _ name: String, _ from: String, _ to: String, _ reachable: Explanation.Reachability, _ first: FindingKind?,
        _ says: String, _ plant: @escaping @Sendable (inout FaultWorld) throws -> Void
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.reachable = reachable
        self.first = first
        self.says = says
        self.plant = plant
    }

    private static let (web, db, gate) = (FaultWorld.web, FaultWorld.db, FaultWorld.gate)

    static let all = membership + agents + devices + endpoints + handshakes + clients + ranges + remarks

    static let membership = [
        PlantedFault("none", "web", "db", .yes, nil, "web reaches db: the last handshake was 20 s ago") { _ in },
        PlantedFault("one machine asked for twice", "web", "10.10.0.1", .yes, .samePlace, "both ends are the same") {
            _ in
        },
        PlantedFault("pending", "web", "db", .no, .pending, "web waits to be let in") {
            $0.nodes[web]?.standing.admission = .pending
        },
        PlantedFault("expired", "web", "db", .no, .expired, "db has expired since 2026-01-01T01:00:00") {
            $0.nodes[db]?.standing.expiresAt = Samples.time + .seconds(3600)
            $0.nodes[db]?.standing.hasExpired = true
        },
        PlantedFault("just expired", "web", "db", .no, .expired, "db has expired since 2026-01-02T00:00:00") {
            $0.nodes[db]?.standing.expiresAt = FaultWorld.now
        },
        PlantedFault("disconnected", "web", "db", .no, .disconnected, "db was disconnected by an admin") {
            $0.nodes[db]?.standing.connection = .disconnected
        },
    ]

    static let agents = [
        PlantedFault(
            "the first agent away", "web", "db", .unknown, .agentAway,
            "the agent of web has no session with the server and was last heard of 10 min ago"
        ) {
            $0.machines[web]?.word = .away
            $0.machines[web]?.lastSeen = FaultWorld.now - .seconds(600)
            $0.lose(web, db)
            $0.machines[db]?.sights[web]?.sent = 0
        },
        PlantedFault(
            "the other machine dead", "web", "db", .no, .agentAway,
            "the agent of db has no session with the server and has not been heard of since the server's start"
        ) {
            $0.machines[db]?.word = .away
            $0.machines[db]?.lastSeen = nil
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
        },
        PlantedFault(
            "an agent away, and the tunnel up", "web", "db", .yes, .agentAway, "the agent of db has no session"
        ) {
            $0.machines[db]?.word = .away
        },
        PlantedFault("an agent that hangs", "web", "db", .unknown, .agentSilent, "the agent of db has a session") {
            $0.machines[db]?.word = .silent
            $0.lose(web, db, since: .seconds(300))
        },
        PlantedFault("an agent too old", "web", "db", .yes, .agentUnable, "the agent of db is of release 0.1.0") {
            $0.machines[db]?.word = .unable
        },
        PlantedFault(
            "a change not taken", "web", "db", .no, .notApplied,
            "db could not apply what it was told: interface nm-harbor is another's"
        ) {
            $0.machines[db]?.trouble = "interface nm-harbor is another's"
            $0.lose(web, db)
        },
        PlantedFault(
            "a revision not applied", "web", "db", .unknown, .lagging,
            "db has revision 7 in force, and the network is at 9"
        ) {
            $0.machines[db]?.isLagging = true
            $0.machines[db]?.acknowledged = Revision(7)
            $0.lose(web, db, since: .seconds(200))
        },
    ]

    static let devices = [
        PlantedFault("no interface", "web", "db", .no, .noDevice, "web has no WireGuard interface nm-harbor") {
            $0.machines[web]?.hasDevice = false
        },
        PlantedFault("a key set by hand", "web", "db", .no, .foreignKey, "the device of db uses the key ") {
            $0.machines[db]?.publicKey = Samples.publicKey(77)
            $0.lose(web, db)
        },
        PlantedFault(
            "another listen port", "web", "db", .no, .listenPortDiffers,
            "db listens on port 51999, and its peers are told port 51821"
        ) {
            $0.machines[db]?.listenPort = try ListenPort(51999)
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
        },
        PlantedFault(
            "a peer removed by hand", "web", "db", .no, .peerMissing, "the device of db does not have web as a peer"
        ) {
            $0.machines[db]?.sights[web] = nil
        },
        PlantedFault(
            "an allowed IP moved by hand", "web", "db", .no, .notAllowed,
            "the device of web has no allowed IP that leads to 10.10.0.2 by db"
        ) {
            $0.machines[web]?.sights[db]?.holdsAddresses = false
        },
        PlantedFault(
            "an address removed by hand", "web", "db", .no, .notLed,
            "netclient on web leads nothing for 10.10.0.2 into the tunnel"
        ) {
            $0.machines[web]?.leads = []
        },
    ]

    static let endpoints = [
        PlantedFault("no endpoint known", "web", "db", .no, .noEndpoint, "nobody knows where web or db is reached") {
            for id in [web, db] {
                $0.nodes[id]?.observedIPv4 = nil
                $0.nodes[id]?.localAddresses = []
            }
            $0.lose(web, db)
        },
        PlantedFault(
            "IPv4 here, IPv6 there", "web", "db", .no, .noCommonFamily, "web and db have no address of the same family"
        ) {
            try $0.place(db, at: "2001:db8::2/64", behind: "2001:db8::2")
            $0.lose(web, db)
        },
        PlantedFault(
            "outside of the local range", "web", "db", .no, .outsideLocalRange,
            "network harbor stays in 192.168.1.0/24, and db has no address in it"
        ) {
            $0.network.options.localRange = Samples.prefix("192.168.1.0/24")
            $0.isFileCurrent = false
            try $0.place(web, at: "192.168.1.7/24", behind: "203.0.113.1")
            try $0.place(db, at: "192.168.2.7/24", behind: "203.0.113.1")
            $0.lose(web, db)
        },
        PlantedFault(
            "two NATs", "web", "db", .no, .bothBehindNAT,
            "web and db are both behind a NAT, and none has an endpoint set by hand; hole punching is off on db"
        ) {
            try $0.place(web, at: "192.168.1.7/24", behind: "203.0.113.1")
            try $0.place(db, at: "192.168.1.7/24", behind: "203.0.113.2")
            $0.nodes[db]?.options.udpHolePunching = false
            $0.machines[web]?.sights[db]?.endpoint = try Endpoint(parsing: "203.0.113.2:51821")
            $0.machines[db]?.sights[web]?.endpoint = try Endpoint(parsing: "203.0.113.1:51821")
            $0.lose(web, db)
        },
        PlantedFault(
            "no keepalive behind a NAT", "web", "db", .unknown, .keepaliveOff,
            "db is behind a NAT and sends no keepalive"
        ) {
            try $0.place(db, at: "192.168.1.7/24", behind: "203.0.113.2")
            $0.nodes[db]?.persistentKeepalive = .off
            $0.machines[web]?.sights[db]?.endpoint = try Endpoint(parsing: "203.0.113.2:51821")
            $0.lose(web, db, since: .seconds(400))
        },
        PlantedFault(
            "an endpoint set by hand", "web", "db", .no, .endpointDiffers,
            "web sends to db at 198.51.100.66:1000, which is none of db's endpoints; it should be 192.0.2.2:51821"
        ) {
            $0.machines[web]?.sights[db]?.endpoint = try Endpoint(parsing: "198.51.100.66:1000")
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
        },
        PlantedFault(
            "only one that can start", "web", "db", .unknown, .onlyOtherStarts,
            "web knows no endpoint of db that it can use: only db can start"
        ) {
            $0.nodes[db]?.observedIPv4 = nil
            $0.nodes[db]?.localAddresses = []
            $0.machines[web]?.sights[db] = FaultWorld.Sight(sent: 0)
            $0.machines[db]?.sights[web]?.handshakeAge = nil
            $0.machines[db]?.sights[web]?.sent = 0
        },
    ]

    static let handshakes = [
        PlantedFault(
            "a firewall", "web", "db", .no, .neverAnswered,
            "web has sent 4000 bytes to db at 192.0.2.2:51821, which has never answered"
        ) {
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
            $0.machines[db]?.sights[web]?.received = 0
        },
        PlantedFault(
            "a firewall for answers", "web", "db", .no, .neverAnswered,
            "web has sent 4000 bytes to db at 192.0.2.2:51821, which hears it, and whose answers do not come back"
        ) {
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
        },
        PlantedFault(
            "a firewall since a while", "web", "db", .no, .answersStopped,
            "web keeps sending to db at 192.0.2.2:51821, which has not answered for 10 min"
        ) {
            $0.lose(web, db, since: .seconds(600))
            $0.machines[web]?.sights[db]?.keepalive = .netmaker
        },
        PlantedFault(
            "a firewall just now", "web", "db", .no, .lostOnTheWay,
            "web has just sent 128 bytes to db, and nothing came in there"
        ) {
            $0.watch()
            $0.machines[web]?.sights[db]?.sent += 128
        },
        PlantedFault(
            "a handshake of one side", "web", "db", .unknown, .oneSided,
            "web shook hands with db 20 s ago, and db does not know of it"
        ) {
            $0.machines[db]?.sights[web]?.handshakeAge = nil
        },
        PlantedFault(
            "an old handshake", "web", "db", .unknown, .stale, "the last handshake of web and db was 25 min ago"
        ) {
            $0.lose(web, db, since: .seconds(1500))
        },
        PlantedFault("nothing sent yet", "web", "db", .unknown, .untried, "web and db have sent nothing") {
            $0.lose(web, db)
            for (one, other) in [(web, db), (db, web)] {
                $0.machines[one]?.sights[other]?.sent = 0
                $0.machines[one]?.sights[other]?.received = 0
            }
        },
    ]

    static let clients = [
        PlantedFault("none, to a client", "web", "phone", .yes, nil, "web reaches phone: the last handshake was 30 s") {
            _ in
        },
        PlantedFault("a client disabled", "web", "phone", .no, .clientDisabled, "external client phone is disabled") {
            $0.client.access = .disabled
        },
        PlantedFault("a client expired", "phone", "web", .no, .clientExpired, "external client phone has expired since")
        {
            $0.client.access = .expired
            $0.client.expiresAt = Samples.time
        },
        PlantedFault(
            "a gateway that is none", "web", "phone", .no, .gatewayMissing,
            "the node that external client phone enters by is no ingress gateway any more"
        ) {
            $0.nodes[gate]?.roles.ingress = nil
        },
        PlantedFault("a gateway disconnected", "web", "phone", .no, .disconnected, "gate was disconnected by an admin")
        {
            $0.nodes[gate]?.standing.connection = .disconnected
        },
        PlantedFault("a gateway away", "web", "phone", .unknown, .agentAway, "the agent of gate has no session") {
            $0.machines[gate]?.word = .away
        },
        PlantedFault("an outdated file", "phone", "web", .yes, .fileOutdated, "what the file of external client phone")
        {
            $0.isFileCurrent = false
        },
        PlantedFault(
            "a client that is off", "phone", "web", .unknown, .clientSilent,
            "external client phone has never called its gateway gate"
        ) {
            $0.machines[gate]?.phone?.handshakeAge = nil
        },
    ]

    static let ranges = [
        PlantedFault(
            "none, to a range", "web", "192.168.9.20", .unknown, .beyond,
            "192.168.9.20 is behind egress gateway gate, and not seen from here"
        ) { _ in },
        PlantedFault(
            "none, from a gateway to its own range", "gate", "192.168.9.20", .unknown, .beyond,
            "192.168.9.20 is behind egress gateway gate, and not seen from here"
        ) {
            $0.nodes[gate]?.localAddresses.append(try InterfaceAddress(parsing: "192.168.9.1/24"))
        },
        PlantedFault(
            "no route into the tunnel", "web", "192.168.9.20", .unknown, .notLed,
            "netclient on web leads nothing for 192.168.9.20 into the tunnel"
        ) {
            $0.machines[web]?.leads = $0.network.ranges.all
        },
        PlantedFault(
            "the same range at both ends", "web", "192.168.9.0/24", .unknown, .rangeIsLocal,
            "web has 192.168.9.7/24 itself"
        ) {
            $0.nodes[web]?.localAddresses.append(try InterfaceAddress(parsing: "192.168.9.7/24"))
        },
        PlantedFault(
            "no way back", "web", "192.168.9.20", .unknown, .noTranslation, "gate does not translate what it forwards"
        ) {
            $0.nodes[gate]?.roles.egress = try EgressGateway(
                ranges: [Samples.prefix("192.168.9.0/24")], translation: .none)
        },
    ]

    static let remarks = [
        PlantedFault("a clock ahead", "web", "db", .yes, .clockDiffers, "the clock of db is 2 h ahead of the server's")
        {
            $0.machines[db]?.clock = FaultWorld.now + .seconds(7200)
        },
        PlantedFault(
            "a clock set back", "web", "db", .no, .clockDiffers, "the clock of db is 2 h behind the server's"
        ) {
            $0.machines[db]?.clock = FaultWorld.now - .seconds(7200)
            $0.lose(web, db)
            $0.machines[web]?.sights[db]?.received = 0
        },
        PlantedFault("a key that changes", "web", "db", .yes, .keyChanging, "db is changing its WireGuard key") {
            $0.nodes[db]?.nextPublicKey = Samples.publicKey(78)
        },
        PlantedFault("two MTUs", "web", "db", .yes, .mtuDiffers, "web has an MTU of 1420, db of 1280") {
            $0.nodes[db]?.mtu = try MTU(1280)
        },
        PlantedFault("a relay that is not used", "web", "db", .unknown, .stale, "the last handshake of web and db") {
            $0.nodes[gate]?.roles.relay = RelayMark(markedAt: Samples.time)
            $0.lose(web, db, since: .seconds(1500))
        },
    ]
}

extension PlantedFault: CustomTestStringConvertible {
    var testDescription: String { name }
}
