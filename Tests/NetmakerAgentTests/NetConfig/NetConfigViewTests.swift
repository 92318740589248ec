import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite struct `The configuration file` {
    @Test func `is written anew in Netmaker's names`() throws {
        #expect(
            try NetConfig.sample().text == """
                # You and the server may both change this file. What you change is published if it is this machine's to say, and
                # put back if it is not; netclient push does so at once. Lines that begin with # are yours.
                server:
                    grpcaddress: "vpn.example.org:50051"
                    apiaddress: "vpn.example.org:8081"
                node:
                    id: "\(Samples.nodeID(1))"
                    name: "machine-1"
                    interface: "nm-harbor"
                    network: "harbor"
                    address: "10.10.0.1"
                    address6: "fd00:10::1"
                    localaddress: "192.168.1.2"
                    islocal: "no"
                    localrange: "192.168.1.0/24"
                    listenport: 51821
                    persistentkeepalive: 20
                    publickey: "\(Samples.publicKey(1))"
                    endpoint: "203.0.113.7:51821"
                    isstatic: "no"
                    roaming: "yes"
                    dnson: "yes"
                    udpholepunch: "yes"
                    mtu: 1420
                    postup: ""
                    postdown: ""
                    server-postup: ""
                    server-postdown: ""
                    isegressgateway: "no"
                    egressgatewayranges: []
                    isingressgateway: "no"
                    isrelay: "no"
                    ipforwarding: "no"
                    expdatetime: 0
                    saveconfig: "yes"
                    checkininterval: 30
                network: "harbor"
                daemon: "on"

                """)
    }

    @Test func `says nothing new once it is written`() throws {
        var sides = try ThreeSides.agreed(.sample())
        let text = sides.text
        let merge = try sides.merge()
        #expect(merge.edits.isEmpty && merge.notices.isEmpty)
        #expect(sides.text == text)
    }

    @Test func `shows what its node is`() throws {
        let view = try NetConfig.sample { node in
            node.pinnedEndpoint = try Endpoint(parsing: "[2001:db8::9]:4000")
            node.persistentKeepalive = .off
            node.options = NodeOptions(
                udpHolePunching: false, dnsOn: false, roaming: false,
                commands: InterfaceCommands(postUp: try ShellCommand("logger \"up\" \\ 'é'")))
            node.standing.expiresAt = Timestamp(millisecondsSince1970: 1_900_000_000_000)
            node.roles.egress = try EgressGateway(
                ranges: [try IPPrefix(parsing: "192.168.7.0/24"), try IPPrefix(parsing: "2001:db8:7::/48")])
        }
        let document = try NetConfigDocument(text: view.text)
        let shown = { (name: String) in document[NetConfigPlace(.node, name)] }
        #expect(shown("endpoint") == ["[2001:db8::9]:4000"])
        #expect(shown("isstatic") == ["yes"])
        #expect(shown("persistentkeepalive") == ["0"])
        #expect(shown("roaming") == ["no"] && shown("dnson") == ["no"] && shown("udpholepunch") == ["no"])
        #expect(shown("expdatetime") == ["1900000000"])
        #expect(shown("egressgatewayranges") == ["192.168.7.0/24", "2001:db8:7::/48"])
        #expect(shown("isegressgateway") == ["yes"] && shown("ipforwarding") == ["yes"])
        #expect(shown("server-postup") == ["logger \"up\" \\ 'é'"])
        #expect(shown("postup") == [""])
    }
}
