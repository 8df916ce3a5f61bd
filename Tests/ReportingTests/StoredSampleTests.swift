import Foundation
import Testing

@testable import ReportDocument
@testable import Reporting

/// reports/samples: each sample's JSON, and what every format makes of it.
@Suite(.serialized) struct StoredSampleTests {
  static let folder = ReportSchemaTests.root.appending(path: "reports/samples")
  static let names = ["broken-upgrade", "idle-cut", "healthy"]
  static let endings = [
    "text": "txt", "json": "json", "markdown": "md", "junit": "xml", "html": "html",
  ]

  @Test(arguments: names) func `the files are what the formats make of the JSON`(name: String)
    throws
  {
    let json = try Data(contentsOf: Self.folder.appending(path: "\(name).json"))
    let document = try JSONRenderer.read(String(decoding: json, as: UTF8.self))
    for format in Format.all {
      let ending = try #require(Self.endings[format.id], "\(format.id)")
      let file = Self.folder.appending(path: "\(name).\(ending)")
      let text = Data(try format.render(document).utf8)
      if ProcessInfo.processInfo.environment[Golden.refresh] != nil {
        try text.write(to: file)
      } else {
        #expect(
          (try? Data(contentsOf: file)) == text,
          "reports/samples/\(name).\(ending) differs: Tests/run --refresh writes it")
      }
    }
  }

  @Test func `there are no other files`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let wanted = Self.names.flatMap { name in Self.endings.values.map { "\(name).\($0)" } }
    #expect(Set(files) == Set(wanted))
  }
}
