import NetmakerAPI
import NetmakerCore

/// Files that say what a mesh is to be.
extension FuzzTarget {
    static let declarations = FuzzTarget(
        "declarations", maximumLength: 4096,
        words: (DeclaredKind.allCases.flatMap(\.fields) + ["nodes", "clients", "dns", "users", "networks", "netmaker"])
            .map { "\"\($0)\":" },
        seeds: {
            [
                #"{"netmaker":1}"#, #"{"netmaker":1,"networks":{},"users":{}}"#,
                #"{"netmaker":1,"networks":{"harbor":{"ipv4Range":"10.10.0.0/16","ipv6Range":null,"nodeLimit":null,"#
                    + #""mtu":1420,"nodes":{"gate":{"ipv4":"10.10.0.1","tags":["core"],"relay":true,"egress":"#
                    + #"{"ranges":["192.168.1.0/24"]},"ingress":{"nameServers":[]},"allowedRanges":[]},"web":null},"#
                    + #""clients":{"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=":{"name":"phone","gateway":"gate","#
                    + #""expiresAt":null}},"dns":{"www":{"node":"gate"},"a.b":{"addresses":["192.0.2.1"]}}}},"#
                    + #""users":{"carol":{"role":"networkAdmin","networks":["harbor"],"commands":"denied"}}}"#,
            ].map { Array($0.utf8) }
        },
        nearMisses: {
            [
                #"{"netmaker":2}"#, #"{"networks":{}}"#, #"{"netmaker":1,"networks":{"harbor":{"mtu":null}}}"#,
                #"{"netmaker":1,"networks":{"harbor":{"nodes":{"a":{"ipv4":"10.0.0.1"},"b":{"ipv4":"10.0.0.1"}}}}}"#,
            ].map { Array($0.utf8) }
        },
        check: { input in
            guard let declaration = try JSON.check(Declaration.self, input) else { return .refused }
            do throws(ModelError) {
                // All that it has is new to a server with nothing in it.
                _ = try DeclarationPlan(from: DeclaredServer(), to: declaration, now: .earliest)
            } catch {
                try ErrorText.check(error)
            }
            return .taken
        })
}
