// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "presend", path: "..")],
  targets: [
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "bench-reading",
      dependencies: ["CAllocationCount", .product(name: "MailReading", package: "presend")]),
  ],
  swiftLanguageModes: [.v6]
)
