import Foundation
import TestSupport

/// The text of a YAML configuration, perhaps with placeholders.
struct YAMLConfiguration {
  var text: String

  init(_ text: String) { self.text = text }

  /// Merges a fragment into what stands at a place, as Scripts/merge-yaml.py says.
  mutating func merge(_ fragment: String, at place: String) throws {
    let input = try JSONEncoder().encode([text, fragment])
    let script = Places.scripts.appending(path: "merge-yaml.py").path
    let merged = try Tool.run(
      [Places.python, script, place], input: String(decoding: input, as: UTF8.self))
    if merged.errors.contains("No module named") {
      throw Missing(description: "Python's PyYAML is missing (Tests/run installs it)")
    }
    guard merged.status == 0 else {
      throw Failure("the fragment can't be merged: \(merged.errors)\n\(fragment)")
    }
    text = merged.output
  }

  /// Removes the first line that begins with `beginning`, with the block that belongs to it.
  mutating func remove(_ beginning: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func depth(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
    guard let first = lines.firstIndex(where: { $0.drop { $0 == " " }.hasPrefix(beginning) }) else {
      throw Failure("'\(beginning)' isn't in the configuration")
    }
    let own = depth(lines[first])
    let isItem = lines[first].dropFirst(own).hasPrefix("-")
    let end = lines[(first + 1)...].firstIndex { line in
      // A list may stand no deeper than its key.
      depth(line) < own
        || depth(line) == own && (isItem || !line.dropFirst(own).hasPrefix("- "))
    }
    lines.removeSubrange(first..<(end ?? lines.endIndex))
    text = lines.joined(separator: "\n")
  }
}
