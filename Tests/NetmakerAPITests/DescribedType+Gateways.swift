import NetmakerAPI
import NetmakerCore
import NetmakerTesting

extension DescribedType {
    static let gateways: [DescribedType] = [
        .answer(egress(by: known("eth0")), egress(by: nil)),
        .answer(IngressResource(whole { () throws(ModelError) in try IngressGateway() })),
        .answer(RelayResource(RelayMark(markedAt: Samples.time))),
        .answer(client, bareClient, ipv4Client, ipv6Client),
        .answer(Listing([client]), Listing([client], next: "~client-1")),
        .answer(
            HandedOutClient(client: client, configuration: secret, qr: code),
            HandedOutClient(client: client, configuration: secret, qr: nil)),
        .answer(code), .answer(ClientFileResource(configuration: "[Interface]", file: .outdated)),
    ]

    private static let gateway = Samples.gateway(1)
    private static let secret = ConfidentialText("[Interface]")
    private static let code = QRCodeResource(png: secret, svg: secret, terminal: secret)

    private static let client: ClientResource = {
        var client = Samples.client(1)
        client.expiresAt = Samples.time
        return ClientResource(client, gateway: gateway, file: .current)
    }()
    private static let bareClient = ClientResource(Samples.client(1), gateway: nil, file: .outdated)
    private static func client(of ranges: AddressRanges) -> ClientResource {
        ClientResource(Samples.client(1, in: Samples.network(ranges: ranges)), gateway: nil, file: .outdated)
    }
    private static let ipv4Client = client(
        of: whole { () throws(ModelError) in try AddressRanges(ipv4: Samples.ranges.ipv4, ipv6: nil) })
    private static let ipv6Client = client(
        of: whole { () throws(ModelError) in try AddressRanges(ipv4: nil, ipv6: Samples.ranges.ipv6) })

    private static func egress(by interface: InterfaceName?) -> EgressResource {
        EgressResource(
            whole { () throws(ModelError) in
                try EgressGateway(ranges: [Samples.prefix("192.168.1.0/24")], interface: interface)
            })
    }

    private static func known(_ text: String) -> InterfaceName {
        whole { () throws(ModelError) in try InterfaceName(parsing: text) }
    }

    private static func whole<Value>(_ make: () throws(ModelError) -> Value) -> Value {
        do { return try make() } catch { preconditionFailure("no such sample: \(error)") }
    }
}
