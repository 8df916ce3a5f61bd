import Foundation

/// The files of this repository.
enum Repository {
  struct File {
    /// Its path from the root.
    var name: String
    var text: String
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func swiftFiles(of target: String) throws -> [File] {
    try files(in: target == "Probes" ? "Probes" : "Sources/\(target)", ending: ".swift")
  }

  static func files(in folder: String, ending: String) throws -> [File] {
    let base = root.appending(path: folder)
    let names = FileManager.default.subpaths(atPath: base.path) ?? []
    return try names.sorted().filter { $0.hasSuffix(ending) && !$0.contains(".build/") }.map {
      name in
      File(
        name: "\(folder)/\(name)",
        text: try String(contentsOf: base.appending(path: name), encoding: .utf8))
    }
  }

  /// All Swift files that are the project's own.
  static func allSwiftFiles() throws -> [File] {
    try ["Sources", "Probes", "Tests"].flatMap { try files(in: $0, ending: ".swift") }
  }
}
