import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `The network that is asked why` {
    private func search(_ body: (inout NetworkSearch) throws -> Void) throws -> NetworkSearch {
        var search = NetworkSearch(from: try PlaceReference(parsing: "web"), to: try PlaceReference(parsing: "db"))
        try body(&search)
        return search
    }

    private func missing(_ field: String?) -> APIError {
        APIError(Problem(.notFound, status: 404, detail: "no \(field ?? "network")", field: field, remedy: "look"))
    }

    @Test func `is the one that has both`() throws {
        let result = try search {
            try $0.failed(missing("from"), in: Samples.networkName("dock"))
            $0.found(try WhySamples.explanation())
        }.result()
        #expect(result.network == Samples.networkName())
    }

    @Test func `has to be named where several have both`() throws {
        let search = try search {
            $0.found(try WhySamples.explanation())
            $0.found(try WhySamples.explanation(in: "dock"))
        }
        let error = #expect(throws: CommandFailure.self) { try search.result() }
        #expect(error?.message == "networks dock, harbor have both web and db")
    }

    @Test func `is none for two ends of two networks, and says where the first is`() throws {
        let search = try search {
            try $0.failed(missing("from"), in: Samples.networkName("dock"))
            try $0.failed(missing("to"), in: Samples.networkName("harbor"))
        }
        let error = #expect(throws: NotThereError.self) { try search.result() }
        #expect(
            error?.description.hasPrefix(
                "no network has db beside web, which is in harbor: nothing passes between networks") == true)
    }

    @Test func `is the only one there is, whose own word counts`() throws {
        let search = try search { try $0.failed(missing("to"), in: Samples.networkName()) }
        let error = #expect(throws: APIError.self) { try search.result() }
        #expect(error?.problem?.field == "to")
    }

    @Test func `is not looked for any further when the server refuses`() throws {
        let refusal = APIError(Problem(.forbidden, status: 403, detail: "no", remedy: "ask"))
        #expect(throws: APIError.self) { try search { try $0.failed(refusal, in: Samples.networkName()) } }
    }
}

@Suite struct `Why, as people read it` {
    @Test func `begins with the answer, and ends with what was found and what helps`() throws {
        #expect(
            try WhySamples.explanation().detailText(width: nil) == """
                machine-1 does not reach machine-2: the device of machine-2 does not have machine-1 as a peer

                network harbor, revision 2
                path    machine-1 -> machine-2 (tunnel)

                machine-1
                  agent       connected
                  in force    revision 2
                  to machine-2
                    endpoint    192.0.2.2:51821: it is set by hand, and so the only one that is tried
                    allowed IPs 10.10.0.2/32, fd00:10::2/128
                    keepalive   20 s
                    handshake   7 s ago; received 1 bytes, sent 2

                machine-2
                  agent       connected
                  in force    revision 2
                  to machine-1
                    endpoint    none known: the device does not have the peer; 192.0.2.1:51821 is the first to try, \
                since it is set by hand, and so the only one that is tried
                    or          192.0.2.1:51821: it is set by hand, and so the only one that is tried
                    allowed IPs 10.10.0.1/32, fd00:10::1/128
                    keepalive   off
                    handshake   not known

                1. the device of machine-2 does not have machine-1 as a peer
                   see who else has changed nm-harbor on machine-2, then netclient pull -n harbor there

                """)
    }

    @Test func `is one word where that is wanted`() throws {
        var output = OutputOptions()
        output.format = .name
        output.quiet = false
        #expect(try output.text(of: try WhySamples.explanation()) == "no\n")
    }
}

enum WhySamples {
    /// Of machine-1, whose device is well, and machine-2, whose device has lost it.
    static func explanation(in network: String = "harbor") throws -> Explanation {
        let network = Samples.network(network)
        var state = NetworkState(network)
        var first = Samples.node(1, in: network)
        first.pinnedEndpoint = try Endpoint(parsing: "192.0.2.1:51821")
        try state.apply(
            [.putNode(first), .putNode(Samples.gateway(2, in: network))], at: Revision(2),
            time: Samples.time)
        let path = NetworkPath(from: .node(Samples.nodeID(1)), to: .node(Samples.nodeID(2)), in: state)
        var sightings: [NodeID: AgentSighting] = [:]
        for node in path.nodes {
            let question = path.question(for: node, number: 1, in: state)
            let peer = TunnelReport.Peer(
                publicKey: Samples.publicKey(2), endpoint: Endpoint(address: Samples.address(2), port: .netmaker),
                handshakeAge: .seconds(7), received: 1, sent: 2, persistentKeepalive: .netmaker,
                addresses: question.addresses)
            sightings[node.id] = AgentSighting(
                word: .report(
                    TunnelReport(
                        number: 1, time: Samples.time, inForce: Revision(2), trouble: nil, publicKey: node.publicKey,
                        listenPort: node.listenPort, peers: node.id == Samples.nodeID(1) ? [peer] : [],
                        ledIn: question.addresses)), lastSeen: Samples.time, acknowledged: Revision(2),
                isLagging: false)
        }
        return Explanation(of: path, in: state, seeing: sightings, now: Samples.time)
    }
}
