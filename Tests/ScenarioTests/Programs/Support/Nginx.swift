import FoundationEssentials

/// nginx before a server of a world, with the configuration that is in `Deploy`.
struct Nginx {
    let mesh: Mesh

    /// The server's name: nginx compares names with those in a certificate, and no addresses.
    static let host = "vpn.harbor.example"
    static var url: String { "https://\(host):8081" }

    private var folder: String { mesh.world.folder + "/nginx" }

    /// Starts a server that only nginx reaches.
    func startServer(_ log: String = "server.log") async throws -> Program {
        try await mesh.world.router.shell(
            "grep -q \(Self.host) /etc/hosts || echo \(World.serverAddress) \(Self.host) >>/etc/hosts")
        let server = try await mesh.world.router.start(
            [
                Installation.program("nm-server"), "--data-dir", mesh.dataDirectory, "--public-address", Self.host,
                "--listen", "127.0.0.1", "--trusted-proxy", "127.0.0.1", "--log-level", "debug",
            ], log: "\(mesh.world.folder)/\(log)")
        try await server.says("\nready\n")
        return server
    }

    /// Starts nginx on the server's public address.
    func start() async throws -> Program {
        try await mesh.world.router.shell(
            """
            mkdir -p \(folder)
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=\(Self.host) \
                -addext subjectAltName=DNS:\(Self.host) -keyout \(folder)/key.pem -out \(folder)/certificate.pem 2>&1
            openssl x509 -in \(mesh.dataDirectory)/tls/tls-identity.pem -out \(folder)/server.pem
            """)
        let values = [
            "LISTEN_API": "\(World.serverAddress):8081", "LISTEN_AGENTS": "\(World.serverAddress):50051",
            "API": "127.0.0.1:8081", "AGENTS": "127.0.0.1:50051", "CERTIFICATE": "\(folder)/certificate.pem",
            "KEY": "\(folder)/key.pem", "SERVER_CA": "\(folder)/server.pem", "SERVER_NAME": Self.host,
        ]
        let example = #filePath.split(separator: "/").dropLast(5).reduce("") { "\($0)/\($1)" } + "/Deploy/nginx.conf"
        var text = try String(contentsOfFile: example, encoding: .utf8)
        for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
        try Data(text.utf8).write(to: URL(filePath: folder + "/nginx.conf"))
        let program = try await mesh.world.router.start(
            [
                "nginx", "-e", "stderr", "-c", "\(folder)/nginx.conf", "-g",
                "daemon off; user root; pid \(folder)/nginx.pid;",
            ], log: "\(mesh.world.folder)/nginx.log")
        try await eventually("nginx answers") {
            try await mesh.world.router.run(
                ["curl", "--silent", "--fail", "--cacert", "\(folder)/certificate.pem", Self.url + "/readyz"]
            ).exitStatus == 0
        }
        return program
    }

    /// The pin of nginx's certificate.
    func pin() async throws -> String {
        let hash = try await mesh.world.router.shell(
            """
            openssl x509 -in \(folder)/certificate.pem -noout -pubkey | openssl pkey -pubin -outform der |
                openssl dgst -sha256 -binary | base64
            """)
        return "sha256//" + hash.filter { $0 != "\n" }
    }
}
