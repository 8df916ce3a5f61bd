// swift-tools-version: 6.2

import PackageDescription

/// What every target is compiled with.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // `any` is written where a protocol is a type
  .enableUpcomingFeature("InternalImportsByDefault"),  // a re-export is visible as `public import`
  .enableUpcomingFeature("MemberImportVisibility"),  // a member needs its own module's import
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // async stays on its caller's executor
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .strictMemorySafety(),  // `unsafe` is spelled out, so that it can be searched for
  .treatAllWarnings(as: .error),
]

/// What is text more than work: to optimize it makes the release build twice as long, and a check no faster.
let prose: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

/// A program that measures the engine.
func measuring(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: [
      "Measuring", "Connections", "Transport", "WebSocketProtocol", "WebSocketCompression",
    ], path: "Tests/Benchmarks/\(name)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "wsdoctor",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "wsdoctor", targets: ["wsdoctor"])
  ],
  targets: [
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CLinux"),

    // The engine: knows nothing of diagnosis.
    library("HTTP1"),
    library("WebSocketProtocol", ["HTTP1"]),
    library("WebSocketCompression", ["WebSocketProtocol", "CZlib"]),
    library(
      "Transport",
      ["HTTP1", "COpenSSL", .target(name: "CLinux", condition: .when(platforms: [.linux]))]),
    library("Connections", ["HTTP1", "WebSocketProtocol", "WebSocketCompression", "Transport"]),

    // The doctor: evidence, judgement, knowledge.
    library("Evidence", ["HTTP1"]),
    library("Diagnosis", ["Evidence"]),
    library("Configuration", ["Evidence"]),
    library("Knowledge", ["Diagnosis", "Evidence", "HTTP1"], settings: prose),
    library(
      "ProbeKit",
      [
        "Evidence", "Connections", "WebSocketCompression", "WebSocketProtocol", "Transport",
        "HTTP1",
      ]),
    library(
      "Probes", ["ProbeKit", "Evidence", "Connections", "Transport", "WebSocketProtocol", "HTTP1"],
      path: "Probes"),
    library(
      "Investigation",
      [
        "Probes", "ProbeKit", "Knowledge", "Diagnosis", "Evidence", "Connections", "Transport",
        "WebSocketProtocol", "HTTP1",
      ]),
    library(
      "Conformance",
      [
        "Evidence", "Connections", "WebSocketCompression", "WebSocketProtocol", "Transport",
        "HTTP1",
      ]),
    library("ReportDocument", ["Evidence"]),
    library("Reporting", ["ReportDocument", "Evidence"], settings: prose),
    library("Lab", ["HTTP1", "WebSocketProtocol", "WebSocketCompression", "Transport"]),
    .executableTarget(
      name: "wsdoctor",
      dependencies: [
        "Configuration", "Conformance", "Connections", "Investigation", "Probes", "ProbeKit",
        "Knowledge", "Diagnosis", "Reporting", "ReportDocument", "Evidence",
        "Lab", "Transport", "HTTP1",
      ],
      swiftSettings: strict),

    library("TestSupport", path: "Tests/TestSupport"),
    // What measures the engine; not installed with the command.
    library(
      "Measuring",
      ["Connections", "Transport", "HTTP1", "WebSocketProtocol", "WebSocketCompression"],
      path: "Tests/Benchmarks/Measuring"),
    measuring("wsdoctor-autobahn"),
    measuring("wsdoctor-bench"),

    tests("HTTP1Tests", ["HTTP1"]),
    tests("WebSocketProtocolTests", ["WebSocketProtocol", "HTTP1"]),
    tests("WebSocketCompressionTests", ["WebSocketCompression", "WebSocketProtocol"]),
    tests("TransportTests", ["TestSupport", "Transport", "HTTP1"], exclude: ["Certificates"]),
    tests(
      "ConnectionsTests",
      [
        "TestSupport", "Connections", "Transport", "HTTP1", "WebSocketProtocol",
        "WebSocketCompression",
      ]),
    tests("EvidenceTests", ["Evidence", "HTTP1"]),
    tests("DiagnosisTests", ["Diagnosis", "Evidence"]),
    tests("ConfigurationTests", ["Configuration", "Evidence"]),
    tests(
      "KnowledgeTests", ["Knowledge", "Diagnosis", "Evidence", "HTTP1"], exclude: ["Runs"]),
    tests("ProbeKitTests", ["ProbeKit", "Knowledge", "Diagnosis", "Evidence", "HTTP1"]),
    tests(
      "InvestigationTests",
      [
        "Investigation", "Lab", "Knowledge", "Diagnosis", "Evidence", "Transport",
        "WebSocketProtocol", "HTTP1",
      ]),
    tests(
      "ReportingTests", ["TestSupport", "Reporting", "ReportDocument", "Evidence"],
      exclude: ["Golden", "Schemas", "Browser"]),
    tests(
      "ConformanceTests",
      [
        "Conformance", "Lab", "Evidence", "Connections", "WebSocketCompression",
        "WebSocketProtocol", "Transport", "HTTP1",
      ]),
    tests("LabTests", ["Lab", "Connections", "Transport", "HTTP1", "WebSocketProtocol"]),
    tests(
      "CommandTests",
      [
        "TestSupport", "wsdoctor", "Reporting", "ReportDocument", "Evidence", "Lab",
        "Investigation",
        "Knowledge",
      ],
      exclude: ["Peers"]),
    tests(
      "RepositoryTests", ["wsdoctor", "Knowledge", "Evidence", "Diagnosis", "Probes", "ProbeKit"]),
    tests(
      "ScenarioTests",
      [
        "TestSupport", "Connections", "Transport", "WebSocketCompression", "WebSocketProtocol",
        "HTTP1", "Configuration", "Knowledge", "Evidence",
      ], exclude: ["Scenarios", "Backends", "HeldOut", "Scripts"]),
  ],
  swiftLanguageModes: [.v6]
)
