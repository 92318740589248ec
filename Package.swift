// swift-tools-version: 6.2

import PackageDescription

/// Every Swift target of ours is built with these.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

extension Target.Dependency {
    // Values and state
    static let collections = product(name: "HashTreeCollections", package: "swift-collections")
    static let heap = product(name: "HeapModule", package: "swift-collections")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    // Agents' transport
    static let grpcCore = product(name: "GRPCCore", package: "grpc-swift-2")
    static let grpcTransport = product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
    static let grpcProtobuf = product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
    static let protobuf = product(name: "SwiftProtobuf", package: "swift-protobuf")
    // HTTP and TLS
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTP2 = product(name: "NIOHTTP2", package: "swift-nio-http2")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let certificateReloading = product(name: "NIOCertificateReloading", package: "swift-nio-extras")
    static let x509 = product(name: "X509", package: "swift-certificates")
    static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
    // Programs
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let logging = product(name: "Logging", package: "swift-log")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let system = product(name: "SystemPackage", package: "swift-system")
    static let yams = product(name: "Yams", package: "Yams")
}

/// What the targets of HostileInputTests read.
let hostileInput: [Target.Dependency] = [
    "NetmakerCore", "Netlink", "NetmakerWG", "NetmakerDNS", "NetmakerAPI", "NetmakerAgent", "NetmakerAgentProtocol",
    "NetmakerAgentWire", .crypto, .protobuf,
]

let package = Package(
    name: "netmaker",
    products: [
        .library(name: "NetmakerCore", targets: ["NetmakerCore"]),
        .library(name: "NetmakerStore", targets: ["NetmakerStore"]),
        .library(name: "NetmakerControl", targets: ["NetmakerControl"]),
        .library(name: "NetmakerWG", targets: ["NetmakerWG"]),
        .library(name: "NetmakerDNS", targets: ["NetmakerDNS"]),
        .library(name: "NetmakerAgentProtocol", targets: ["NetmakerAgentProtocol"]),
        .library(name: "NetmakerAPI", targets: ["NetmakerAPI"]),
        .library(name: "NetmakerServer", targets: ["NetmakerServer"]),
        .library(name: "NetmakerAgent", targets: ["NetmakerAgent"]),
        .library(name: "NetmakerTesting", targets: ["NetmakerTesting"]),
        .executable(name: "nm-server", targets: ["nm-server"]),
        .executable(name: "netclient", targets: ["netclient"]),
        .executable(name: "nmctl", targets: ["nmctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // The vocabulary and every pure computation.
        .target(name: "NetmakerCore", dependencies: [.collections, .crypto], swiftSettings: house),

        // Truth at rest, and the one writer over it.
        .target(name: "NetmakerStore", dependencies: ["NetmakerCore", "DurableFiles", .grdb], swiftSettings: house),
        .target(
            name: "NetmakerControl",
            dependencies: [
                "NetmakerCore", "NetmakerStore", .deque, .crypto, .cryptoExtras, .logging, .serviceLifecycle,
            ],
            swiftSettings: house),

        // The kernel's interfaces.
        .target(name: "CNetlink", linkerSettings: [.linkedLibrary("mnl")]),
        .target(name: "Netlink", dependencies: ["CNetlink"], swiftSettings: house),
        .target(
            name: "NetmakerWG",
            dependencies: ["NetmakerCore", "Netlink", "CNetlink", .logging, .subprocess, .system],
            swiftSettings: house),

        // Files that survive a crash, and the names a network answers to.
        .target(name: "DurableFiles", swiftSettings: house),
        .target(
            name: "NetmakerDNS", dependencies: ["NetmakerCore", "DurableFiles", .collections], swiftSettings: house),

        // What a phone's camera reads: codes by libqrencode, as pictures and as text.
        .target(name: "CQREncode", linkerSettings: [.linkedLibrary("qrencode")]),
        .target(name: "QRCodes", dependencies: ["CQREncode", "NetmakerCore"], swiftSettings: house),

        // What browsers show: files that are in the program as they are, and their compression.
        .target(name: "Dashboard", exclude: ["web"], linkerSettings: [.linkedLibrary("z")]),

        // Whether a TLS server is the one that was meant: the one check agents and people share.
        .target(
            name: "PinnedTLS", dependencies: ["NetmakerCore", .nioCore, .nioSSL, .x509, .asn1], swiftSettings: house),

        // What agents and the server say to each other. The wire target holds generated code only.
        .target(name: "NetmakerAgentWire", dependencies: [.grpcCore, .grpcProtobuf, .protobuf]),
        .target(
            name: "NetmakerAgentProtocol",
            dependencies: [
                "NetmakerCore", "NetmakerAgentWire", "PinnedTLS", .grpcCore, .grpcTransport, .grpcProtobuf, .protobuf,
                .crypto, .deque, .nioCore, .nioHTTP2, .nioSSL, .certificateReloading, .logging, .serviceLifecycle,
            ],
            exclude: ["agent.proto"],
            swiftSettings: house),

        // What people and scripts say to the server.
        .target(
            name: "NetmakerAPI",
            dependencies: [
                "NetmakerCore", "PinnedTLS", .asyncHTTPClient, .httpTypes, .nioCore, .nioPosix, .nioHTTP1, .nioSSL,
                .crypto,
            ],
            swiftSettings: house),

        // The server and the agent as libraries.
        .target(
            name: "NetmakerServer",
            dependencies: [
                "NetmakerCore", "NetmakerStore", "NetmakerControl", "NetmakerDNS", "NetmakerWG",
                "NetmakerAgentProtocol", "NetmakerAPI", "DurableFiles", "PinnedTLS", "QRCodes", "Dashboard",
                .hummingbird, .hummingbirdCore, .hummingbirdTLS, .httpTypes, .nioCore, .nioHTTPTypes, .nioPosix,
                .nioSSL, .certificateReloading, .x509, .asn1, .crypto, .cryptoExtras, .deque, .logging,
                .serviceLifecycle, .grpcCore, .grpcTransport,
            ],
            swiftSettings: house),
        .target(
            name: "NetmakerAgent",
            dependencies: [
                "NetmakerCore", "NetmakerWG", "NetmakerDNS", "NetmakerAgentProtocol", "DurableFiles",
                .crypto, .logging, .serviceLifecycle, .nioCore, .nioPosix, .subprocess, .system,
            ],
            swiftSettings: house),

        // The fakes, the clock, the samples and the conformance suites: for our tests and for embedders'.
        .target(
            name: "NetmakerTesting",
            dependencies: ["NetmakerCore", "NetmakerStore", "NetmakerWG", "NetmakerDNS", .crypto],
            swiftSettings: house),

        // The programs.
        .target(name: "CoreDumps", swiftSettings: house),
        .target(name: "SecretInput", dependencies: ["NetmakerAPI", "DurableFiles"], swiftSettings: house),
        .executableTarget(
            name: "nm-server",
            dependencies: [
                "NetmakerCore", "NetmakerControl", "NetmakerAPI", "NetmakerServer", "DurableFiles", "CoreDumps",
                "SecretInput",
                .argumentParser, .logging, .serviceLifecycle, .unixSignals,
            ],
            swiftSettings: house),
        .executableTarget(
            name: "netclient",
            dependencies: [
                "NetmakerCore", "NetmakerWG", "NetmakerAgentProtocol", "NetmakerAgent", "DurableFiles", "CoreDumps",
                .argumentParser, .logging, .serviceLifecycle, .unixSignals,
            ],
            swiftSettings: house,
            // What an agent calls while it waits lies side by side: strewn over the whole program it would have twice as
            // much of it in memory. See Scripts/order-functions.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-use-ld=lld", "-Xlinker", "--no-warn-symbol-ordering", "-Xlinker",
                        "--symbol-ordering-file=\(Context.packageDirectory)/Scripts/lib/netclient.order",
                    ], .when(platforms: [.linux], configuration: .release))
            ]),
        .executableTarget(
            name: "nmctl",
            dependencies: [
                "NetmakerCore", "NetmakerAPI", "DurableFiles", "CoreDumps", "SecretInput", .argumentParser, .yams,
            ],
            swiftSettings: house),
        // For the demo and the benchmarks; no product.
        .executableTarget(
            name: "mesh-probe",
            dependencies: [
                "NetmakerCore", "Netlink", "NetmakerWG", "NetmakerAPI", .argumentParser, .subprocess, .system,
            ],
            swiftSettings: house),
        // For the benchmarks; no product.
        .executableTarget(
            name: "cost-probe",
            dependencies: [
                "BenchmarkPopulation", "NetmakerCore", "NetmakerStore", "NetmakerControl", .deque, .logging,
            ],
            swiftSettings: house),
        .target(
            name: "BenchmarkPopulation", dependencies: ["NetmakerCore"], path: "Benchmarks/BenchmarkPopulation",
            swiftSettings: house),
        .executableTarget(
            name: "control-probe",
            dependencies: [
                "BenchmarkPopulation", "NetmakerCore", "NetmakerStore", "NetmakerControl", "NetmakerAgentProtocol",
                "NetmakerAPI", .argumentParser, .logging,
            ],
            path: "Benchmarks/control-probe",
            swiftSettings: house),

        .executableTarget(
            name: "peers-probe",
            dependencies: ["NetmakerCore", "NetmakerControl", "NetmakerAgentProtocol", "NetmakerServer"],
            path: "Benchmarks/peers-probe",
            swiftSettings: house),
        .executableTarget(
            name: "netlink-probe",
            dependencies: ["CNetlink", "Netlink", "NetmakerCore", "NetmakerWG"],
            path: "Benchmarks/netlink-probe",
            swiftSettings: house),

        // What the documentation shows; no product.
        .executableTarget(
            name: "watch-handshakes", dependencies: ["NetmakerCore", "NetmakerWG", .logging],
            path: "Examples/watch-handshakes", swiftSettings: house),

        // Tests, one target a target, and whole flows in ScenarioTests.
        .testTarget(
            name: "NetmakerCoreTests",
            dependencies: ["NetmakerCore", "NetmakerTesting", .collections, .crypto],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerStoreTests",
            dependencies: ["NetmakerCore", "NetmakerStore", "NetmakerTesting", .grdb],
            exclude: ["Schemas"],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerControlTests",
            dependencies: ["NetmakerCore", "NetmakerStore", "NetmakerControl", "NetmakerTesting", .logging],
            swiftSettings: house),
        .testTarget(name: "NetlinkTests", dependencies: ["Netlink", "CNetlink"], swiftSettings: house),
        .testTarget(
            name: "NetmakerWGTests",
            dependencies: [
                "NetmakerCore", "Netlink", "NetmakerWG", "NetmakerTesting", "watch-handshakes", .logging, .subprocess,
                .system,
            ],
            swiftSettings: house),
        .testTarget(name: "QRCodesTests", dependencies: ["QRCodes", "NetmakerCore"], swiftSettings: house),
        .testTarget(name: "DurableFilesTests", dependencies: ["DurableFiles"], swiftSettings: house),
        .testTarget(
            name: "NetmakerDNSTests",
            dependencies: ["NetmakerCore", "DurableFiles", "NetmakerDNS", "NetmakerTesting"],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerAgentProtocolTests",
            dependencies: [
                "NetmakerCore", "NetmakerAgentProtocol", "NetmakerAgentWire", "NetmakerTesting", .crypto, .protobuf,
            ],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerAPITests",
            dependencies: ["NetmakerCore", "NetmakerAPI", "NetmakerTesting", .httpTypes],
            swiftSettings: house),
        .testTarget(
            name: "nmctlTests",
            dependencies: [
                "NetmakerCore", "NetmakerAPI", "NetmakerTesting", "DurableFiles", "nmctl", .argumentParser, .httpTypes,
            ],
            swiftSettings: house),
        .testTarget(
            name: "netclientTests",
            dependencies: ["NetmakerCore", "NetmakerAgent", "NetmakerTesting", "netclient", .argumentParser],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerServerTests",
            dependencies: [
                "NetmakerCore", "NetmakerStore", "NetmakerControl", "NetmakerDNS", "NetmakerAPI", "NetmakerServer",
                "NetmakerAgentProtocol", "NetmakerAgentWire", "NetmakerTesting", "NetmakerWG", "DurableFiles",
                "PinnedTLS", .hummingbird, .hummingbirdTesting, .httpTypes, .nioCore, .nioSSL, .x509, .asn1, .crypto,
                .logging,
                .serviceLifecycle, .grpcCore, .grpcTransport, .protobuf, .nioPosix,
            ],
            swiftSettings: house),
        .testTarget(
            name: "NetmakerAgentTests",
            dependencies: [
                "NetmakerCore", "NetmakerDNS", "NetmakerWG", "NetmakerAgent", "NetmakerAgentProtocol",
                "NetmakerTesting", "DurableFiles", .crypto, .logging,
            ],
            exclude: ["NetConfig/Corpus"],
            swiftSettings: house),
        // What comes from outside: every parser and decoder there is. Its targets are what the fuzzer runs as well.
        .testTarget(
            name: "HostileInputTests",
            dependencies: hostileInput + [
                "NetmakerControl", "NetmakerServer", "NetmakerTesting", "nmctl", "mesh-probe",
            ],
            exclude: ["Fuzzer", "Finds"],
            swiftSettings: house),
        .testTarget(
            name: "mesh-probeTests", dependencies: ["mesh-probe", "NetmakerCore"], swiftSettings: house),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "NetmakerCore", "NetmakerStore", "NetmakerControl", "NetmakerWG", "NetmakerDNS",
                "NetmakerAgentProtocol", "NetmakerAPI", "NetmakerServer", "NetmakerAgent", "NetmakerTesting",
                "DurableFiles",
                "nm-server", "netclient", "nmctl", .crypto, .grdb, .logging, .serviceLifecycle, .subprocess, .system,
            ],
            exclude: ["Programs/Sessions", "Dashboard/Modules", "Dashboard/Checks"],
            swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzer is built by Scripts/fuzz alone, with instrumentation and in a folder of its own. It has the tests'
// sources, and the package manager gives no file to two targets.
if Context.environment["NETMAKER_FUZZER"] != nil {
    package.targets.removeAll { $0.name == "HostileInputTests" }
    package.targets.append(
        .executableTarget(
            name: "fuzzer", dependencies: hostileInput, path: "Tests/HostileInputTests", exclude: ["Finds"],
            sources: ["Fuzzer", "Parsers", "Targets"], swiftSettings: house))
}
