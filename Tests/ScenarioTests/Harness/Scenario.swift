import Foundation

/// One misconfiguration of one version of one proxy, in front of one backend.
struct Scenario: Sendable {
  let proxy: String
  /// The version that a wheel brings; "": what the machine has.
  let version: String
  let name: String
  let backend: String
  let folder: URL
  let expected: Expectation
  let truth: Truth

  /// What is really wrong and what cures it, however little of that can be seen from outside.
  struct Truth: Sendable {
    var fault: String?
    var steps: [String]
  }

  /// All of `Scenarios/<proxy>/<name>`, each with each of its backends; `SCENARIO=name,name` picks some.
  static let all: [Scenario] = {
    let wanted = Places.environment["SCENARIO"]?.split(separator: ",")
    return folders(in: Places.scenarios).flatMap { proxy in
      folders(in: proxy).flatMap { folder in
        scenarios(in: folder, of: proxy.lastPathComponent)
      }
    }.filter { scenario in
      wanted?.contains { scenario.description.contains($0) } ?? true
    }
  }()

  static let broken = all.filter { $0.expected.cure != nil }

  private static func scenarios(in folder: URL, of proxy: String) -> [Scenario] {
    let file = folder.appending(path: "expected.json")
    do {
      return try (Expectation(file: file).versions ?? [""]).flatMap { version in
        let general = try Expectation(file: file, version: version)
        return try general.backends.map { backend in
          let expected = try Expectation(file: file, version: version, backend: backend)
          return Scenario(
            proxy: proxy, version: version, name: folder.lastPathComponent, backend: backend,
            folder: folder, expected: expected,
            truth: Truth(fault: expected.truth ?? general.fault, steps: general.steps ?? []))
        }
      }
    } catch {
      fatalError("\(error)")
    }
  }

  private static func folders(in parent: URL) -> [URL] {
    let entries = try? FileManager.default.contentsOfDirectory(
      at: parent, includingPropertiesForKeys: [.isDirectoryKey])
    return (entries ?? []).filter(\.hasDirectoryPath)
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

extension Scenario: CustomStringConvertible {
  var description: String { "\(label) in front of \(backend)" }
  /// The name of its report's file.
  var identifier: String { "\(words(joinedBy: "-"))-\(name)-\(backend)" }
  /// Proxy and case, as the tables name them.
  var label: String { "\(product)/\(name)" }
  /// The proxy, with its version where it has one.
  var product: String { words(joinedBy: " ") }

  private func words(joinedBy separator: String) -> String {
    version.isEmpty ? proxy : proxy + separator + version
  }
}
