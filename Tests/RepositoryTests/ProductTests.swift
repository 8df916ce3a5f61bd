import Evidence
import Foundation
import Knowledge
import Testing

/// One product, one folder: its ids stand in no other place of the sources.
@Suite struct ProductTests {
  /// Plays proxies on the wire: the words there are what a proxy sends, not what is known of it.
  private static let players: Set<String> = ["Lab"]

  private struct Place: Hashable {
    var folder: String
    var line: String
  }

  /// The sources' lines with the folder that each stands in: `Proxies/Envoy`, `Faults`, `Reporting/Text`.
  private static let lines: [Place] = {
    var found: [Place] = []
    for target in ImportTests.targets.keys.sorted() where !players.contains(target) {
      for file in (try? Repository.swiftFiles(of: target)) ?? [] {
        let folder = file.name.split(separator: "/").dropLast().joined(separator: "/")
        found += file.lines.map { Place(folder: folder, line: String($0)) }
      }
    }
    return found
  }()

  private func folders(where isMatch: (Substring) -> Bool, containing text: String) -> Set<String> {
    Set(Self.lines.filter { $0.line.contains(text) && isMatch($0.line[...]) }.map(\.folder))
  }

  @Test func `the sources are read`() {
    #expect(Self.lines.count > 20_000)
    #expect(Self.lines.contains { $0.folder.hasSuffix("Proxies/Nginx") })
  }

  @Test(arguments: ProxyProduct.all.map(\.id.rawValue))
  func `a product's id stands in its own folder only`(id: String) {
    let folders = folders(where: { _ in true }, containing: "\"\(id)\"")
    #expect(folders.count == 1, "\(id): \(folders.sorted())")
    for folder in folders { #expect(folder.contains("Proxies/"), "\(id): \(folder)") }
  }

  @Test(arguments: SetupStep.all.map(\.id.rawValue))
  func `the steps of one family stand in one folder`(id: String) {
    let family = String(id.prefix { $0 != "." })
    guard !["proxy", "client", "application", "tls"].contains(family) else { return }
    // A reader of the product's configuration has a folder of the product's name, too.
    let folders = folders(
      where: { line in
        // A longer id, or a file's name, isn't this one.
        line.ranges(of: id).contains { range in
          let next = line[range.upperBound...].first
          return next.map { !($0.isLetter || $0.isNumber || $0 == "-") } ?? true
        }
      }, containing: id
    ).filter {
      !$0.hasPrefix("Sources/Configuration/")
        || $0.lowercased() != "sources/configuration/\(family)"
    }
    #expect(folders.count == 1, "\(id): \(folders.sorted())")
  }

  @Test func `a fault names no product`() {
    let names = ProxyProduct.all.flatMap { [$0.label, $0.id.rawValue] }
    for place in Self.lines where place.folder.hasSuffix("Knowledge/Faults") {
      // Only what a comment says of a product may be there, as a reason.
      let code =
        place.line.firstRange(of: "//").map { place.line[..<$0.lowerBound] } ?? place.line[...]
      let words = code.split { !($0.isLetter || $0.isNumber || $0 == "-") }
      for name in names where words.contains(Substring(name)) {
        Issue.record("\(place.line) names \(name)")
      }
    }
  }
}
