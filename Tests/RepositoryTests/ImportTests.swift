import Foundation
import Testing

/// Who may import whom: held against the import lines, as no compiler flag does.
@Suite struct ImportTests {
  /// Targets of the package that each target may import.
  static let targets: [String: Set<String>] = [
    "HTTP1": [],
    "WebSocketProtocol": ["HTTP1"],
    "WebSocketCompression": ["WebSocketProtocol", "HTTP1", "CZlib"],
    "Transport": ["HTTP1", "COpenSSL", "CLinux"],
    "Connections": ["HTTP1", "WebSocketProtocol", "WebSocketCompression", "Transport"],
    "Evidence": ["HTTP1"],
    "Diagnosis": ["Evidence"],
    "Configuration": ["Evidence"],
    "Knowledge": ["Diagnosis", "Evidence", "HTTP1"],
    "ProbeKit": [
      "Evidence", "Connections", "WebSocketCompression", "WebSocketProtocol", "Transport", "HTTP1",
    ],
    "Probes": [
      "ProbeKit", "Evidence", "Connections", "Transport", "HTTP1", "WebSocketProtocol",
    ],
    "Investigation": [
      "Probes", "ProbeKit", "Knowledge", "Diagnosis", "Evidence", "Connections", "Transport",
      "WebSocketProtocol", "HTTP1",
    ],
    "Conformance": [
      "Evidence", "Connections", "WebSocketCompression", "WebSocketProtocol", "Transport", "HTTP1",
    ],
    "ReportDocument": ["Evidence"],
    "Reporting": ["ReportDocument", "Evidence"],
    "Lab": ["HTTP1", "WebSocketProtocol", "WebSocketCompression", "Transport"],
    "wsdoctor": [
      "Configuration", "Conformance", "Connections", "Investigation", "Probes", "ProbeKit",
      "Knowledge", "Diagnosis",
      "Reporting", "ReportDocument", "Evidence",
      "Lab", "Transport", "HTTP1",
    ],
  ]

  /// Modules of the system and the toolchain. Foundation alone brings Dispatch and sockets with it.
  static let system: [String: Set<String>] = [
    "Transport": ["Dispatch", "Glibc", "Darwin", "Synchronization"],
    "Connections": ["Synchronization"],
    "WebSocketCompression": ["Synchronization"],
    "Evidence": ["FoundationEssentials"],
    "ReportDocument": ["FoundationEssentials"],
    "Reporting": ["FoundationEssentials"],
    "Conformance": ["Synchronization"],
    "ProbeKit": ["Synchronization"],
    "Probes": ["Synchronization"],
    "Investigation": ["Synchronization", "FoundationEssentials", "Glibc", "Darwin"],
    "Lab": ["FoundationEssentials", "Synchronization", "Glibc", "Darwin", "Dispatch", "COpenSSL"],
    "wsdoctor": ["Glibc", "Darwin", "Synchronization", "Dispatch"],
  ]

  @Test(arguments: targets.keys.sorted()) func `a target imports only what lies below it`(
    target: String
  )
    throws
  {
    let allowed = (Self.targets[target] ?? []).union(Self.system[target] ?? [])
    for file in try Repository.swiftFiles(of: target) {
      for line in file.lines {
        guard let module = Self.imported(by: line) else { continue }
        // Where there are no FoundationEssentials, as on macOS, Foundation stands in for them.
        if module == "Foundation" && file.text.contains("#if canImport(FoundationEssentials)") {
          continue
        }
        #expect(allowed.contains(module), "\(file.name) imports \(module)")
      }
    }
  }

  @Test func `every target is in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Sources").path)
    let libraries = ["COpenSSL", "CZlib", "CLinux"]
    #expect(Set(folders).subtracting(libraries) == Set(Self.targets.keys).subtracting(["Probes"]))
  }

  private static func imported(by line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let index = words.firstIndex(of: "import"), index <= 2,
      words[..<index].allSatisfy({
        $0 == "public" || $0 == "package" || $0 == "internal" || $0.hasPrefix("@")
      }),
      index + 1 < words.count
    else { return nil }
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "func", "let", "var", "typealias",
    ]
    let name = kinds.contains(words[index + 1]) ? words.last ?? "" : words[index + 1]
    return String(name.prefix { $0 != "." })
  }
}
