// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target: language mode 6 and the upcoming features that keep imports and existentials explicit.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
  name: "presend",
  products: [
    .executable(name: "presend", targets: ["presend"]),
    .executable(name: "presend-sendmail", targets: ["presend-sendmail"]),
    .executable(name: "presend-relay", targets: ["presend-relay"]),
    .library(name: "MailReading", targets: ["MailSyntax", "MailContent"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    // The digests of Nettle, which is small: what is linked into sendmail costs each start.
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .target(name: "Digests", dependencies: ["CNettle"], swiftSettings: strict),

    // Reading: octets to what a recipient's client shows and fetches.
    .target(name: "MailSyntax", swiftSettings: strict),
    .target(name: "MailContent", dependencies: ["MailSyntax"], swiftSettings: strict),

    // Judging: what an organisation decided, and what that says of a message.
    .target(name: "Policy", dependencies: ["MailSyntax"], swiftSettings: strict),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .target(name: "Configuration", dependencies: ["CYAML", "Policy", "MailSyntax"], swiftSettings: strict),
    .executableTarget(name: "rule-compiler", dependencies: ["Configuration", "Policy"], swiftSettings: strict),
    .plugin(name: "EmbedRulePacks", capability: .buildTool(), dependencies: ["rule-compiler"]),
    .target(
      name: "Linting", dependencies: ["MailContent", "MailSyntax", "Policy", "Digests"],
      swiftSettings: strict, plugins: ["EmbedRulePacks"]),
    .target(
      name: "Reporting", dependencies: ["Linting", "MailSyntax", "Policy", "Digests"], swiftSettings: strict),

    // Keeping and sending.
    .target(name: "Consent", dependencies: ["Policy", "MailSyntax", sqlite], swiftSettings: strict),
    .target(
      name: "ConsentKeeping", dependencies: ["Consent", "Policy", "MailSyntax", grdb, sqlite], swiftSettings: strict),
    .target(name: "MailQueue", dependencies: ["MailSyntax", "Digests"], swiftSettings: strict),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "Relay", dependencies: ["CCurl", "MailQueue", "MailSyntax", logging], swiftSettings: strict),

    // The programs.
    .target(
      name: "Gateway",
      dependencies: [
        "Configuration", "Consent", "Linting", "MailContent", "MailQueue", "MailSyntax", "Policy", "Reporting", "Digests",
      ],
      swiftSettings: strict),
    .target(
      name: "Commands",
      dependencies: [
        "Configuration", "Consent", "ConsentKeeping", "Gateway", "Linting", "MailContent", "MailQueue", "MailSyntax",
        "Policy", "Reporting", argumentParser, "Digests",
      ],
      swiftSettings: strict),
    .executableTarget(name: "presend-sendmail", dependencies: ["Gateway"], swiftSettings: strict),
    .executableTarget(name: "presend", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(
      name: "presend-relay", dependencies: ["Configuration", "MailQueue", "Relay", argumentParser, logging],
      swiftSettings: strict),

    // Measurements; part of no product, but they need what is `package`.
    .target(name: "CAllocationCount", path: "Benchmarks/Sources/CAllocationCount"),
    .executableTarget(
      name: "bench-reading", dependencies: ["CAllocationCount", "Linting", "MailContent", "MailSyntax", "Policy"],
      path: "Benchmarks/Sources/bench-reading", swiftSettings: strict),

    // Tests mirror Sources file by file.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "DigestsTests", dependencies: ["Digests", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "MailSyntaxTests", dependencies: ["MailSyntax", "TestSupport"], swiftSettings: strict),
    .systemLibrary(name: "CGumbo", path: "Tests/CGumbo", providers: [.apt(["libgumbo-dev"])]),
    .testTarget(
      name: "MailContentTests", dependencies: ["CGumbo", "MailContent", "MailSyntax", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "Policy", "MailSyntax", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LintingTests",
      dependencies: ["Linting", "MailContent", "MailSyntax", "Policy", "Configuration", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "Linting", "MailSyntax", "Policy", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConsentTests", dependencies: ["Consent", "ConsentKeeping", "MailSyntax", "Policy", "TestSupport", grdb], swiftSettings: strict),
    .testTarget(name: "MailQueueTests", dependencies: ["MailQueue", "MailSyntax", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "RelayTests", dependencies: ["Relay", "MailQueue", "MailSyntax", logging], swiftSettings: strict),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Gateway", "Configuration", "Consent", "Linting", "MailContent", "MailQueue", "MailSyntax", "Policy",
        "Reporting", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandsTests",
      dependencies: [
        "Commands", "Configuration", "Consent", "ConsentKeeping", "Gateway", "Linting", "MailContent", "MailQueue",
        "MailSyntax", "Policy", "Reporting", "TestSupport",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
