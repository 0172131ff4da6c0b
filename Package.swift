// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// CI sets DSDOCTOR_STRICT so that a warning fails there, and not at a user with a newer compiler.
let isStrict = Context.environment["DSDOCTOR_STRICT"] != nil
let settings: [SwiftSetting] = isStrict ? [.treatAllWarnings(as: .error)] : []

/// libarchive and what it needs, from their static archives. DSDOCTOR_SHARED_LIBARCHIVE is for systems without those:
/// each start then loads 13 more libraries.
let archiveLibraries: [LinkerSetting] =
    Context.environment["DSDOCTOR_SHARED_LIBARCHIVE"] != nil
    ? [.linkedLibrary("archive")]
    : ["archive", "bz2", "lzma", "zstd", "lz4", "nettle", "z"].map { .linkedLibrary(":lib\($0).a") }

let package = Package(
    name: "dsdoctor",
    products: [.executable(name: "dsdoctor", targets: ["dsdoctor"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "SystemSimdJSON", providers: [.apt(["libsimdjson-dev"])]),
        .systemLibrary(
            name: "SystemArchive",
            providers: [
                .apt([
                    "libarchive-dev", "libbz2-dev", "liblz4-dev", "liblzma-dev", "libzstd-dev", "nettle-dev",
                    "zlib1g-dev",
                ])
            ]),
        .target(name: "CLibArchive", dependencies: ["SystemArchive"], linkerSettings: archiveLibraries),
        .systemLibrary(name: "CLibYAML", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "SystemCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // libcurl and libmicrohttpd are opened when they are first needed, and not linked: see CLibCurl.h.
        .target(name: "CLibCurl", dependencies: ["SystemCurl"]),
        // Between fork and exec only C is safe.
        .target(name: "CGuardedProcess"),
        .systemLibrary(name: "SystemMicroHTTPD", providers: [.apt(["libmicrohttpd-dev"])]),
        .target(name: "CMicroHTTPD", dependencies: ["SystemMicroHTTPD"]),
        .target(
            name: "CSimdJSON", dependencies: ["SystemSimdJSON"], linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "SystemMustache", providers: [.apt(["libkainjow-mustache-dev"])]),
        .target(name: "CMustache", dependencies: ["SystemMustache"]),
        .target(name: "MustacheTemplates", dependencies: ["CMustache"], swiftSettings: settings),
        .target(name: "CEmbeddedFiles"),
        .target(name: "Wording", swiftSettings: settings),
        .target(name: "Threads", swiftSettings: settings),
        .target(name: "HTTPServing", dependencies: ["CMicroHTTPD", "Threads"], swiftSettings: settings),
        .target(name: "KubernetesModel", swiftSettings: settings),
        .target(name: "ClusterSnapshot", dependencies: ["KubernetesModel"], swiftSettings: settings),
        .target(
            name: "PlacementEngine", dependencies: ["ClusterSnapshot", "KubernetesModel"],
            swiftSettings: settings),
        .target(
            name: "DiagnosisEngine",
            dependencies: ["PlacementEngine", "ClusterSnapshot", "KubernetesModel", "CheckedJSON", "Wording"],
            swiftSettings: settings),
        .target(name: "CheckedJSON", dependencies: ["CSimdJSON", "Wording"], swiftSettings: settings),
        .target(
            name: "CheckedYAML", dependencies: ["CLibYAML", "Wording"], swiftSettings: settings,
            // Linked into the binary: the machine that it runs on need not have it.
            linkerSettings: [.linkedLibrary(":libyaml.a")]),
        .target(
            name: "SecretRedaction", dependencies: ["CEmbeddedFiles", "CheckedYAML"], swiftSettings: settings),
        .target(
            name: "LogSignatureFiles",
            dependencies: ["CEmbeddedFiles", "DiagnosisEngine", "CheckedYAML"],
            swiftSettings: settings),
        .target(
            name: "PodAdmission",
            dependencies: ["PlacementEngine", "ClusterSnapshot", "KubernetesModel", "CheckedJSON", "Wording"],
            swiftSettings: settings),
        .target(
            name: "ClusterSimulation",
            dependencies: ["PodAdmission", "PlacementEngine", "ClusterSnapshot", "KubernetesModel"],
            swiftSettings: settings),
        .target(
            name: "RemedyPlaybooks",
            dependencies: [
                "ClusterSimulation", "DiagnosisEngine", "PlacementEngine", "ClusterSnapshot", "DaemonSetPatching",
                "KubernetesModel", "Wording",
                "CheckedYAML", "CEmbeddedFiles", "MustacheTemplates",
            ],
            swiftSettings: settings),
        .target(
            name: "RemedyPlan",
            dependencies: [
                "RemedyPlaybooks", "ClusterSimulation", "DiagnosisEngine", "PlacementEngine", "ClusterSnapshot",
                "KubernetesModel", "Wording",
            ],
            swiftSettings: settings),
        .target(
            name: "Preflight",
            dependencies: [
                "PodAdmission", "RemedyPlaybooks", "ClusterSimulation", "DiagnosisEngine", "PlacementEngine",
                "ClusterSnapshot", "KubernetesModel", "CheckedJSON",
            ],
            swiftSettings: settings),
        .target(
            name: "RolloutGate",
            dependencies: ["DiagnosisEngine", "PlacementEngine", "ClusterSnapshot", "KubernetesModel", "Wording"],
            swiftSettings: settings),
        .target(
            name: "SnapshotComparison",
            dependencies: ["DiagnosisEngine", "ClusterSnapshot", "KubernetesModel", "Wording"],
            swiftSettings: settings),
        .target(
            name: "ReportRendering",
            dependencies: [
                "Preflight", "PodAdmission", "RemedyPlan", "RemedyPlaybooks", "ClusterSimulation", "SnapshotComparison",
                "RolloutGate", "DiagnosisEngine", "PlacementEngine", "ClusterSnapshot",
                "KubernetesModel", "SecretRedaction", "Wording", "CEmbeddedFiles", "MustacheTemplates",
            ],
            exclude: ["Web"], swiftSettings: settings),
        .target(
            name: "ClusterConfiguration",
            dependencies: [
                "CGuardedProcess", "ByteStreams", "CheckedJSON", "CheckedYAML", "KubernetesModel", "Wording",
            ],
            swiftSettings: settings),
        .target(
            name: "KubernetesClient",
            dependencies: ["ClusterConfiguration", "KubernetesModel", "Wording", "CheckedJSON", "CLibCurl", "Threads"],
            swiftSettings: settings),
        .target(
            name: "ByteStreams", dependencies: ["CheckedYAML", "Wording", "CLibArchive"],
            swiftSettings: settings),
        .target(
            name: "ObjectDecoding",
            dependencies: ["ByteStreams", "CheckedJSON", "ClusterSnapshot", "KubernetesModel", "Wording", "CSimdJSON"],
            swiftSettings: settings),
        .target(
            name: "SnapshotSaving",
            dependencies: [
                "ObjectDecoding", "ByteStreams", "CheckedJSON", "ClusterSnapshot", "KubernetesModel", "SecretRedaction",
                "Wording", "CSimdJSON",
            ],
            swiftSettings: settings),
        .target(
            name: "DaemonSetPatching",
            dependencies: ["ObjectDecoding", "ByteStreams", "CheckedJSON", "KubernetesModel", "Wording"],
            swiftSettings: settings),
        .target(
            name: "ManifestValidation", dependencies: ["CheckedYAML", "KubernetesModel", "Wording"],
            swiftSettings: settings),
        .target(
            name: "ManifestReading",
            dependencies: ["ManifestValidation", "ByteStreams", "CheckedJSON"], swiftSettings: settings),
        .target(
            name: "SnapshotCollector",
            dependencies: [
                "SnapshotSaving", "ObjectDecoding", "ByteStreams", "KubernetesClient", "CheckedJSON",
                "ClusterSnapshot", "KubernetesModel", "Threads", "Wording",
            ],
            swiftSettings: settings),
        .target(
            name: "ClusterWatching",
            dependencies: [
                "SnapshotCollector", "ObjectDecoding", "ByteStreams", "KubernetesClient", "ClusterConfiguration",
                "ClusterSnapshot", "KubernetesModel", "Threads",
            ],
            swiftSettings: settings),
        .target(
            name: "SnapshotServer",
            dependencies: [
                "SnapshotCollector", "ObjectDecoding", "HTTPServing", "ClusterSnapshot", "KubernetesModel",
                "CheckedJSON", "CSimdJSON",
            ],
            swiftSettings: settings),
        .target(
            name: "DoctorCommands",
            dependencies: [
                "ManifestReading", "ManifestValidation", "Preflight",
                "ClusterWatching", "RolloutGate",
                "SnapshotCollector", "SnapshotSaving", "DaemonSetPatching", "ObjectDecoding", "ByteStreams",
                "SnapshotServer", "KubernetesClient", "ClusterConfiguration", "ReportRendering", "CheckedJSON",
                "RemedyPlan", "RemedyPlaybooks", "ClusterSimulation", "SnapshotComparison",
                "LogSignatureFiles", "DiagnosisEngine",
                "PlacementEngine", "ClusterSnapshot", "KubernetesModel", "SecretRedaction", "Wording",
                "CEmbeddedFiles", "Threads",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        .executableTarget(name: "dsdoctor", dependencies: ["DoctorCommands"], swiftSettings: settings),
        // What scripts/generate runs; no part of the product.
        .target(
            name: "GeneratedFiles",
            dependencies: [
                "ReportRendering", "RemedyPlaybooks", "ClusterSimulation", "DiagnosisEngine", "ObjectDecoding",
                "ClusterSnapshot", "KubernetesModel",
            ],
            swiftSettings: settings),
        .executableTarget(name: "Generate", dependencies: ["GeneratedFiles"], swiftSettings: settings),
        .executableTarget(
            name: "PlacementBenchmark", dependencies: ["PlacementEngine", "ClusterSnapshot", "KubernetesModel"],
            path: "Benchmarks/PlacementBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "DiagnosisBenchmark",
            dependencies: [
                "RemedyPlaybooks", "DiagnosisEngine", "LogSignatureFiles", "PlacementEngine", "SnapshotCollector",
                "ClusterSnapshot",
            ],
            path: "Benchmarks/DiagnosisBenchmark", swiftSettings: settings),
        .executableTarget(
            name: "ReadingLimit", dependencies: ["CSimdJSON"], path: "Benchmarks/ReadingLimit",
            swiftSettings: settings),

        .target(
            name: "TestBuilders",
            dependencies: ["CheckedYAML", "DiagnosisEngine", "ClusterSnapshot", "KubernetesModel"],
            path: "Tests/TestBuilders", swiftSettings: settings),
        .target(
            name: "PlacementCases",
            dependencies: ["SnapshotCollector", "DaemonSetPatching", "ByteStreams", "KubernetesModel"],
            path: "Tests/PlacementCases", swiftSettings: settings),
        .target(
            name: "FieldFuzzing",
            dependencies: [
                "DoctorCommands", "ReportRendering", "SnapshotCollector", "ByteStreams", "CheckedJSON", "CSimdJSON",
            ],
            path: "Tests/FieldFuzzing", exclude: ["Seeds"], swiftSettings: settings),
        .executableTarget(
            name: "FieldFuzzer", dependencies: ["FieldFuzzing"], path: "Tests/FieldFuzzer", swiftSettings: settings),
        .testTarget(
            name: "FieldFuzzingTests", dependencies: ["FieldFuzzing", "TestServers", "CheckedJSON"],
            swiftSettings: settings),
        .testTarget(
            name: "KubernetesModelTests", dependencies: ["KubernetesModel", "TestBuilders"], swiftSettings: settings),
        .testTarget(
            name: "WordingTests", dependencies: ["Wording", "TestBuilders"], exclude: ["Fixtures"],
            swiftSettings: settings),
        .testTarget(name: "MustacheTemplatesTests", dependencies: ["MustacheTemplates"], swiftSettings: settings),
        .testTarget(
            name: "ClusterConfigurationTests",
            dependencies: ["ClusterConfiguration", "KubernetesModel", "TestServers"],
            swiftSettings: settings),
        .target(
            name: "TestServers", path: "Tests/TestServers",
            swiftSettings: settings),
        .testTarget(
            name: "KubernetesClientTests", dependencies: ["KubernetesClient", "ClusterConfiguration", "TestServers"],
            swiftSettings: settings),
        .testTarget(
            name: "HTTPServingTests", dependencies: ["HTTPServing", "TestServers"], swiftSettings: settings),
        .testTarget(
            name: "SnapshotServerTests",
            dependencies: [
                "SnapshotServer", "HTTPServing", "SnapshotCollector", "ObjectDecoding", "CheckedJSON", "TestBuilders",
                "TestServers", "ClusterSnapshot",
            ],
            exclude: ["Goldens"], swiftSettings: settings),
        .testTarget(
            name: "ObjectDecodingTests",
            dependencies: ["ObjectDecoding", "ClusterSnapshot", "KubernetesModel", "CSimdJSON", "TestBuilders"],
            swiftSettings: settings),
        .testTarget(
            name: "SnapshotSavingTests",
            dependencies: [
                "SnapshotSaving", "SecretRedaction", "SnapshotCollector", "CheckedJSON", "CheckedYAML",
                "ClusterSnapshot", "TestBuilders",
            ],
            exclude: ["Corpus"], swiftSettings: settings),
        .testTarget(
            name: "DaemonSetPatchingTests",
            dependencies: [
                "DaemonSetPatching", "ObjectDecoding", "SnapshotCollector", "CheckedJSON", "ClusterSnapshot",
                "KubernetesModel", "TestBuilders",
            ],
            resources: [.copy("Fixtures")], swiftSettings: settings),
        .testTarget(
            name: "ManifestValidationTests",
            dependencies: ["ManifestValidation", "KubernetesModel"], exclude: ["Cases"], swiftSettings: settings),
        .testTarget(
            name: "SnapshotCollectorTests",
            dependencies: [
                "SnapshotCollector", "SnapshotSaving", "ObjectDecoding", "ByteStreams", "SnapshotServer",
                "HTTPServing", "KubernetesClient", "CLibArchive", "TestBuilders", "TestServers",
                "ClusterConfiguration", "ClusterSnapshot", "KubernetesModel", "SecretRedaction", "Wording",
            ],
            swiftSettings: settings,
            // What writes archives in tests refers to all of libarchive's formats, one of which needs this.
            linkerSettings: [.linkedLibrary(":libxml2.so.2")]),
        .testTarget(
            name: "ClusterWatchingTests",
            dependencies: [
                "ClusterWatching", "SnapshotCollector", "ObjectDecoding", "KubernetesClient", "ClusterConfiguration",
                "ClusterSnapshot", "KubernetesModel", "CheckedJSON", "HTTPServing", "TestServers", "Threads",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PlacementEngineTests",
            dependencies: [
                "PlacementEngine", "PlacementCases", "SnapshotCollector", "TestBuilders", "ClusterSnapshot",
                "KubernetesModel",
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "PodAdmissionTests",
            dependencies: ["PodAdmission", "TestBuilders", "CheckedJSON", "ClusterSnapshot", "KubernetesModel"],
            swiftSettings: settings),
        .testTarget(
            name: "ManifestReadingTests", dependencies: ["ManifestReading", "ManifestValidation"],
            swiftSettings: settings),
        .testTarget(
            name: "PreflightTests",
            dependencies: [
                "Preflight", "PlacementEngine", "TestBuilders", "CheckedJSON", "ClusterSnapshot", "KubernetesModel",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ClusterSimulationTests",
            dependencies: [
                "ClusterSimulation", "PlacementEngine", "PlacementCases", "SnapshotCollector", "TestBuilders",
                "ClusterSnapshot", "KubernetesModel",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DiagnosisEngineTests",
            dependencies: [
                "DiagnosisEngine", "LogSignatureFiles", "SnapshotCollector", "TestBuilders", "TestServers",
                "ClusterSnapshot", "ObjectDecoding", "KubernetesModel", "PlacementEngine",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RemedyPlaybooksTests",
            dependencies: [
                "RemedyPlaybooks", "ClusterSimulation", "SnapshotCollector", "DaemonSetPatching", "ObjectDecoding",
                "ByteStreams", "TestBuilders", "CheckedJSON", "CheckedYAML", "ClusterSnapshot", "DiagnosisEngine",
                "KubernetesModel", "PlacementEngine", "ReportRendering",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RemedyPlanTests",
            dependencies: [
                "RemedyPlan", "RemedyPlaybooks", "ClusterSimulation", "DiagnosisEngine", "PlacementEngine",
                "SnapshotCollector", "ClusterSnapshot", "KubernetesModel", "TestBuilders",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "RolloutGateTests",
            dependencies: ["RolloutGate", "DiagnosisEngine", "TestBuilders", "ClusterSnapshot", "KubernetesModel"],
            swiftSettings: settings),
        .testTarget(
            name: "SnapshotComparisonTests",
            dependencies: [
                "SnapshotComparison", "DiagnosisEngine", "TestBuilders", "ClusterSnapshot", "KubernetesModel",
                "PlacementEngine",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ReportRenderingTests",
            dependencies: [
                "ReportRendering", "FieldFuzzing", "GeneratedFiles", "SnapshotComparison", "Preflight", "RemedyPlan",
                "RemedyPlaybooks", "RolloutGate", "SecretRedaction", "SnapshotCollector", "CheckedJSON", "TestBuilders",
                "TestServers",
                "ClusterSimulation", "ClusterSnapshot", "DiagnosisEngine", "KubernetesModel", "ObjectDecoding",
                "PlacementEngine", "Wording",
            ],
            resources: [.copy("Goldens")], swiftSettings: settings),
        .testTarget(
            name: "FieldReports",
            dependencies: [
                "SnapshotCollector", "LogSignatureFiles", "ReportRendering", "RemedyPlaybooks", "DiagnosisEngine",
                "PlacementEngine", "ClusterSnapshot", "TestBuilders",
            ],
            exclude: ["Cases", "README.md"], swiftSettings: settings),
        .testTarget(
            name: "AcceptanceTests",
            dependencies: [
                "DoctorCommands", "ClusterWatching", "TestBuilders", "TestServers", "ClusterSnapshot",
                "DiagnosisEngine",
                "KubernetesModel", "ReportRendering",
            ],
            exclude: ["Gate"], swiftSettings: settings),
    ],
    cLanguageStandard: .gnu2x,
    cxxLanguageStandard: .cxx17
)

// A module's README.md is no source.
for target in package.targets where target.path == nil {
    let readme = "\(Context.packageDirectory)/Sources/\(target.name)/README.md"
    if FileManager.default.fileExists(atPath: readme) { target.exclude.append("README.md") }
}

// Only scripts/fuzz builds the fuzzer: it needs every module to be instrumented.
if Context.environment["DSDOCTOR_FUZZING"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "SnapshotCollector", "SnapshotSaving", "ByteStreams", "ClusterSnapshot", "KubernetesModel",
                "CheckedJSON", "CheckedYAML", "SecretRedaction", "CSimdJSON", "Wording", "DaemonSetPatching",
                "RemedyPlaybooks",
                "LogSignatureFiles", "DiagnosisEngine", "PlacementEngine", "ReportRendering", "DoctorCommands",
                "ClusterConfiguration", "HTTPServing", "SnapshotServer", "ObjectDecoding",
            ],
            path: "Tests/Fuzzing", exclude: ["Seeds"], swiftSettings: settings))
}
