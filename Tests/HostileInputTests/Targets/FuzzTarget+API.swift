import NetmakerAPI
import NetmakerCore

/// The bodies of the REST interface.
extension FuzzTarget {
    private typealias Body = @Sendable (ArraySlice<UInt8>) throws -> Verdict

    /// What the server reads of people and scripts; the first byte says which.
    static let requests = FuzzTarget(
        "requests", maximumLength: 2048,
        words: keys(
            "name displayName ipv4Range ipv6Range listenPort persistentKeepalive mtu endpoint uses expiresInSeconds code ranges "
                + "user password interface masquerade nameServers gateway publicKey ipv4 allowedRanges expiresAt access key"
        ),
        seeds: {
            [
                #"{"name":"harbor","displayName":"Harbor","ipv4Range":"10.10.0.0/16","ipv6Range":"fd00::/64","#
                    + #""listenPort":51821,"persistentKeepalive":20,"mtu":1420}"#,
                #"{"displayName":"Harbor","listenPort":51821,"persistentKeepalive":0,"mtu":1280}"#,
                #"{"name":"db","endpoint":null,"listenPort":1,"persistentKeepalive":65535}"#,
                #"{"name":"laptops","uses":"unlimited","expiresInSeconds":3600}"#,
                #"{"code":"abcd","user":"admin","password":"correct horse"}"#,
                #"{"user":"admin","password":"correct horse"}"#,
                #"{"keep":true}"#,
                #"{"interface":"eth0","ranges":["192.168.1.0/24","fd01::/48"],"masquerade":false}"#,
                #"{"nameServers":["10.10.0.1"]}"#,
                #"{"name":"phone","gateway":"gate","ipv4":"10.10.0.9","allowedRanges":["192.168.7.0/24"],"#
                    + #""expiresAt":"2030-01-01T00:00:00.000Z"}"#,
                #"{"access":"disabled","gateway":"0000000000000007","expiresAt":null,"nameServers":[]}"#,
                #"{"key":"made"}"#,
                #"{"ranges":["192.168.1.0/24","fd01::/48"]}"#,
                #"{"name":"laptops","uses":0,"expiresAt":null,"tags":["berlin"],"ephemeral":true}"#,
            ].enumerated().map { [UInt8($0)] + Array($1.utf8) }
        },
        check: { input in
            let bodies: [Body] = [
                reader(of: CreateNetworkRequest.self), reader(of: UpdateNetworkRequest.self),
                reader(of: UpdateNodeRequest.self), reader(of: CreateAccessKeyRequest.self),
                reader(of: SetupRequest.self), reader(of: LoginRequest.self),
                reader(of: Update<Endpoint>.self), reader(of: EgressRequest.self), reader(of: IngressRequest.self),
                reader(of: CreateClientRequest.self), reader(of: UpdateClientRequest.self),
                reader(of: HandOutFileRequest.self), reader(of: ExtraRangesRequest.self),
                reader(of: UpdateAccessKeyRequest.self),
            ]
            guard let (check, content) = choice(bodies, input) else { return .refused }
            return try check(content)
        })

    /// What clients read of the server; the first byte says which.
    static let answers = FuzzTarget(
        "answers", maximumLength: 4096, words: keys("items type title status detail field remedy changes machine live"),
        seeds: {
            [
                #"{"type":"urn:netmaker:problem:conflict","title":"t","status":409,"detail":"d","field":"f","remedy":"r","#
                    + #""currentRevision":3,"changes":[{"revision":3,"time":"2026-01-02T03:04:05.678Z","#
                    + #""actor":"user:alice","fields":["name"],"before":{"name":"db"},"after":{"name":"web"}}]}"#,
                #"{"items":[{"name":"harbor","displayName":"Harbor","ipv4Range":"10.10.0.0/16","listenPort":51821,"#
                    + #""persistentKeepalive":20,"mtu":1420,"nodeCount":1,"connectedCount":1,"#
                    + #""interface":"nm-harbor","udpHolePunching":true,"admission":"keyOnly","checkInInterval":30,"#
                    + #""pendingCount":0,"dnsZones":["harbor"],"overlaps":["branch"],"#
                    + #""createdAt":"2026-01-02T03:04:05.678Z","epoch":"0000000000000001","revision":1,"#
                    + #""networkRevision":2}]}"#,
                #"{"items":[{"id":"0000000000000007","network":"harbor","name":"db","#
                    + #""publicKey":"6e7Xw3W2lqv0y0m1n0xq2o0bT8yq4r2ZqJbYp1aQm3M=","ipv4":"10.10.0.7","#
                    + #""listenPort":51821,"persistentKeepalive":20,"mtu":1420,"interface":"nm-harbor","#
                    + #""localAddresses":["198.51.100.7/24"],"observedAddresses":["192.0.2.8"],"machine":{"hostname":"db","#
                    + #""operatingSystem":"Debian","architecture":"x86_64","version":"0.1.0","backend":"kernel"},"#
                    + #""joinedAt":"2026-01-02T03:04:05.678Z","revision":1,"live":{"status":"applied"},"#
                    + #""status":"active","connected":true,"udpHolePunching":true,"dnsOn":true,"roaming":true,"tags":[],"#
                    + #""ephemeral":false}]}"#,
                #"{"items":[{"id":"0000000000000001","network":"harbor","name":"laptops","uses":3,"usedCount":0,"tags":[],"#
                    + #""ephemeral":false,"#
                    + #""createdAt":"2026-01-02T03:04:05.678Z","revision":1}]}"#,
                #"{"id":"0000000000000001","version":"0.1.0","agents":"x.example.org:50051","api":"x.example.org:8081","#
                    + #""pins":[],"createdAt":"2026-01-02T03:04:05.678Z","startedAt":"2026-01-02T03:04:05.678Z"}"#,
                #"{"user":"admin","token":"t","expiresAt":"2026-01-02T03:04:05.678Z"}"#,
                #"{"network":"harbor","revision":3,"lagging":[{"id":"0000000000000007","name":"db"}],"disconnected":[]}"#,
                #"{"network":"harbor","revision":3,"from":{"kind":"node","name":"web","addresses":["10.10.0.1"]},"#
                    + #""to":{"kind":"range","addresses":[],"range":"192.168.9.0/24","by":"gate"},"reachable":"no","#
                    + #""summary":"no","path":[{"from":"web","to":"gate","kind":"direct"}],"#
                    + #""agents":[{"node":"web","word":"away","isInStep":false}],"#
                    + #""tunnels":[{"node":"web","peer":"gate","candidates":[{"endpoint":"192.0.2.7:51821","#
                    + #""origin":"pinned","isUsable":true,"reason":"x"}],"reason":"x","allowedIPs":["192.168.9.0/24"],"#
                    + #""persistentKeepalive":0,"handshakeSeconds":7,"sentBytes":1}],"#
                    + #""findings":[{"kind":"agentAway","weight":"doubt","about":"web","message":"x","remedy":"y"}]}"#,
            ].enumerated().map { [UInt8($0)] + Array($1.utf8) }
        },
        check: { input in
            let bodies: [Body] = [
                reader(of: Problem.self), reader(of: Listing<NetworkResource>.self),
                { try checkNodes($0) },
                reader(of: Listing<AccessKeyResource>.self), reader(of: ServerResource.self),
                reader(of: SessionResource.self), reader(of: ConvergenceResource.self),
                reader(of: Explanation.self),
            ]
            guard let (check, content) = choice(bodies, input) else { return .refused }
            return try check(content)
        })

    private static func reader<Value: Codable & Hashable & Sendable>(of type: Value.Type) -> Body {
        { Verdict(try JSON.check(type, $0)) }
    }

    /// What machines said of themselves is as bounded and as plain as the server takes it.
    private static func checkNodes(_ bytes: ArraySlice<UInt8>) throws -> Verdict {
        let listing = try JSON.check(Listing<NodeResource>.self, bytes)
        for node in listing?.items ?? [] { try check(node.machine) }
        return Verdict(listing)
    }

    private static func keys(_ names: String) -> [String] { names.split(separator: " ").map { "\"\($0)\":" } }
}
