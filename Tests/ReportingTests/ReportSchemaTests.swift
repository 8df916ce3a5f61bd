import Evidence
import Foundation
import TestSupport
import Testing

@testable import ReportDocument
@testable import Reporting

@Suite struct ReportSchemaTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Python's jsonschema is the reference; a laptop may lack it, CI may not.
  static let hasJSONSchema: Bool = {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    return (try? validate("{}", by: "import jsonschema", schema: "")) == 0
  }()

  @Test func `the file and the text in the program are the same`() throws {
    let file = try String(
      contentsOf: Self.root.appending(path: "reports/report.schema.json"), encoding: .utf8)
    #expect(
      file == ReportSchema.text,
      "after a change: .build/debug/wsdoctor list schema > reports/report.schema.json")
  }

  @Test(
    .enabled(
      if: hasJSONSchema,
      "Python's jsonschema is not installed: WSDOCTOR_PYTHON names a python that has it"),
    arguments: TextRendererTests.samples.keys.sorted())
  func `each report is valid`(name: String) throws {
    let report = try #require(TextRendererTests.samples[name])
    #expect(try Self.validate(try Format.json.render(.report(report))) == 0)
  }

  @Test(.enabled(if: hasJSONSchema, "Python's jsonschema is not installed"))
  func `a collection is valid, and a report with all parts`() throws {
    let collection = ReportCollection(
      verdict: .healthy, exitStatus: 0, reports: [Sample.healthy, Sample.withEverything])
    #expect(try Self.validate(try Format.json.render(.collection(collection))) == 0)
  }

  @Test(.enabled(if: hasJSONSchema, "Python's jsonschema is not installed"))
  func `what differs is valid`() throws {
    let diff = try Comparison.diff(
      .report(Sample.upgradeNotForwarded), .report(Sample.withEverything))
    #expect(!diff.same)
    let json = try JSONRenderer.render(diff)
    #expect(try Self.validate(json) == 0)
    #expect(try Self.validate(json.replacing("\"pairs\"", with: "\"pear\"")) == 1)
  }

  static let breakages: [(String, String)] = [
    ("\"verdict\" : \"healthy\"", "\"verdict\" : \"fine\""),
    ("\"durationSeconds\" : 75.2", "\"durationSeconds\" : \"75\""),
    ("\"schemaVersion\" : \"1.0\"", "\"schemaVersion\" : \"2.0\""),
    ("\"exitStatus\" : 0", "\"exitStatus\" : 4"),
    ("\"redactions\"", "\"redacted\""),
  ]

  @Test(
    .enabled(if: hasJSONSchema, "Python's jsonschema is not installed"), arguments: breakages)
  func `a broken report is refused`(part: String, broken: String) throws {
    let text = try Format.json.render(.report(Sample.healthy))
    try #require(text.contains(part))
    #expect(try Self.validate(text.replacing(part, with: broken)) == 1)
  }

  @Test(.enabled(if: hasJSONSchema, "Python's jsonschema is not installed"))
  func `a report inside a collection is held to the schema too`() throws {
    let collection = ReportCollection(verdict: .healthy, exitStatus: 0, reports: [Sample.healthy])
    let text = try Format.json.render(.collection(collection))
      .replacing("\"interrupted\" : false", with: "\"interrupted\" : 0")
    #expect(try Self.validate(text) == 1)
  }

  /// 0: valid; 1: refused by the schema; anything else: the check itself failed.
  private static func validate(
    _ document: String, by program: String = check, schema: String = ReportSchema.text
  )
    throws -> Int32
  {
    try Tool.run([Validator.python, "-c", program], input: schema + "\u{0}" + document).status
  }

  private static let check = """
    import json, sys, jsonschema
    schema, document = sys.stdin.buffer.read().decode().split(chr(0))
    schema = json.loads(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    try:
        jsonschema.Draft202012Validator(schema).validate(json.loads(document))
    except jsonschema.ValidationError:
        sys.exit(1)
    except Exception:
        sys.exit(2)
    """
}
