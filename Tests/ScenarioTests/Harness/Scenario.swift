import Foundation

/// One misconfiguration of one proxy, in front of one backend.
struct Scenario: Sendable {
  let proxy: String
  let name: String
  let backend: String
  let folder: URL
  let expected: Expectation

  /// All of `Scenarios/<proxy>/<name>`, each with each of its backends; `SCENARIO=name` picks some.
  static let all: [Scenario] = {
    let wanted = Places.environment["SCENARIO"]
    return folders(in: Places.scenarios).flatMap { proxy in
      folders(in: proxy).flatMap { folder in
        scenarios(in: folder, of: proxy.lastPathComponent)
      }
    }.filter { wanted == nil || $0.description.contains(wanted ?? "") }
  }()

  static let broken = all.filter { $0.expected.cure != nil }

  private static func scenarios(in folder: URL, of proxy: String) -> [Scenario] {
    let file = folder.appending(path: "expected.json")
    do {
      return try Expectation(file: file).backends.map { backend in
        Scenario(
          proxy: proxy, name: folder.lastPathComponent, backend: backend, folder: folder,
          expected: try Expectation(file: file, backend: backend))
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
  var description: String { "\(proxy)/\(name) in front of \(backend)" }
  /// The name of its report's file.
  var identifier: String { "\(proxy)-\(name)-\(backend)" }
}
