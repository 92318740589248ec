// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that who uses the libraries never resolves the benchmark tool.
let package = Package(
    name: "netmaker-benchmarks",
    dependencies: [
        .package(name: "netmaker", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "CoreBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"), .product(name: "NetmakerCore", package: "netmaker"),
            ],
            path: "CoreBenchmarks",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
            ],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)
