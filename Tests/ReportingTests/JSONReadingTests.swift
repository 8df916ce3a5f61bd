import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

/// What is no report of ours: the reason, the place, and what helps.
@Suite struct JSONReadingTests {
  typealias Place = JSONRenderer.Place

  private func problem(_ text: String) -> JSONRenderer.Problem? {
    do throws(JSONRenderer.Problem) {
      _ = try JSONRenderer.read(text)
      return nil
    } catch {
      return error
    }
  }

  static let broken: [(String, Int, Int, String)] = [
    ("[1,\n 2,, 3]", 2, 4, "a value"), ("{\"a\": 1 \"b\": 2}", 1, 9, "a comma or }"),
    ("[1 2]", 1, 4, "a comma or ]"), ("{\"a\" 1}", 1, 6, "a colon"),
    ("{\n  \"é日\": nul }", 2, 12, "the word null"), ("{a: 1}", 1, 2, "a name in quotes"),
    ("{\"a\": 1,}", 1, 9, "a name in quotes"), ("[01]", 1, 3, "a comma or ]"),
    ("[1.]", 1, 4, "a digit"), ("[1e+]", 1, 5, "a digit"), ("[NaN]", 1, 2, "a value"),
    ("[-Infinity]", 1, 3, "a digit"), ("[\"a\nb\"]", 1, 4, "no control character in a text"),
    ("[\"\\x\"]", 1, 4, "one of \"\\/bfnrtu after the backslash"),
    ("[\"\\u12g4\"]", 1, 7, "four hexadecimal digits after \\u"),
    ("[\"\\ud800\"]", 1, 3, "both halves of a surrogate pair"),
    ("[\"\\ud800\\u0041\"]", 1, 3, "both halves of a surrogate pair"),
    ("[] []", 1, 4, "the end of the text"),
    (
      String(repeating: "[", count: 600), 1, 513,
      "no more than 512 lists and objects in one another"
    ),
  ]

  @Test func `what is empty and side by side is not in one another`() {
    #expect(problem("[" + String(repeating: "[], {}, ", count: 600) + "0]") == .notOurs)
  }

  @Test(arguments: broken) func `what is no JSON is named with its line and column`(
    text: String, line: Int, column: Int, expected: String
  ) throws {
    #expect(
      problem(text)
        == .notJSON(Place(line: line, column: column), expected: expected, isEnd: false))
    #expect(problem(text)?.description.contains(expected) == (column > 1))
  }

  @Test func `what is JSON is taken as it is`() throws {
    for text in [
      "null", " [ ] ",
      "{\"a\":{\"b\":[1,-0,2.5e-7,1E300,true,false,null,\"\\u00e9\\ud83e\\uddba/\"]}}",
      "\u{FEFF}{}", "[\"日本語 🦺\"]",
    ] {
      #expect(JSONScanner.firstBreak(in: Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func `a report that ends too early says where, wherever that is`() throws {
    let text = try Format.json.render(.report(Sample.withEverything))
    let octets = Array(text.utf8)
    for length in stride(from: 1, to: octets.count - 2, by: octets.count / 40) {
      let start = String(decoding: octets[..<length], as: UTF8.self)
      guard case .notJSON(let place, _, let isEnd) = problem(start) else {
        Issue.record("cut after \(length) octets it is read")
        continue
      }
      // A word that is cut breaks where it ends; a number that is cut is one, and the rest is missing.
      #expect(
        isEnd && place.line == start.split(separator: "\n", omittingEmptySubsequences: false).count)
    }
  }

  static let damages: [(String, String, String)] = [
    ("\"interrupted\" : false", "\"interrupted\" : 7", "interrupted is to be true or false"),
    ("\"exitStatus\" : 0", "\"exitStatus\" : 0.5", "no whole one where it has to be"),
    ("\"exitStatus\" : 0", "\"exitStatus\" : \"NaN\"", "exitStatus is to be a whole number"),
    ("\"durationSeconds\" : 75.2", "\"durationSeconds\" : \"NaN\"", "is to be a number"),
    ("\"durationSeconds\" : 75.2", "\"durationSeconds\" : 1e999", "a number is out of range"),
    ("\"summary\" : \"", "\"summary\" : [], \"x\" : \"", "summary is to be a text in quotes"),
    ("\"verdict\" :", "\"verdikt\" :", "it has no verdict"),
    ("\"hops\" : [", "\"hops\" : 1, \"x\" : [", "hops is to be a list"),
    ("\"tool\" : {", "\"tool\" : [], \"x\" : {", "tool is to be an object"),
    ("\"role\" : \"proxy\"", "\"rolle\" : \"proxy\"", "hops[0] has no role"),
  ]

  @Test(arguments: damages) func `a damaged report is named with the place of the damage`(
    part: String, damage: String, says: String
  ) throws {
    let text = try Format.json.render(.report(Sample.healthy))
    let at = try #require(text.firstRange(of: part))
    let broken = text[..<at.lowerBound] + damage + text[at.upperBound...]
    guard case .damaged(let place, let what) = problem(String(broken)) else {
      Issue.record("\(String(describing: problem(String(broken))))")
      return
    }
    #expect(what.contains(says), "\(what)")
    // What is missing stands nowhere: then it is the place of what should hold it.
    let isMissing = what.contains(" has no ")
    let line = text[..<at.lowerBound].count { $0 == "\n" } + 1
    #expect(isMissing ? place.line < line : place.line == line, "\(place)")
    if !isMissing {
      let lines = broken.split(separator: "\n", omittingEmptySubsequences: false)
      let before = lines[line - 1].prefix(place.column - 1)
      #expect(before.hasSuffix("\" : "), "\(before)")
    }
  }

  static let foreign: [(String, JSONRenderer.Problem, String)] = [
    ("", .empty, "it is empty"), (" \n", .empty, "it is empty"),
    ("[1]", .notOurs, "no report of wsdoctor"), ("{\"kind\": \"check\"}", .notOurs, "kind"),
    ("{\"kind\": 1, \"schemaVersion\": \"1.0\"}", .notOurs, "kind"),
    (
      "{\"kind\": \"check\", \"schemaVersion\": \"2.0\"}", .otherVersion("2.0"),
      "its schemaVersion is 2.0, and this wsdoctor reads 1.x: use a newer one"
    ),
    ("{\"kind\": \"check\", \"schemaVersion\": \"0.9\"}", .otherVersion("0.9"), "reads 1.x"),
    (
      "{\"kind\": \"watch\", \"schemaVersion\": \"1.0\"}", .otherKind("watch"), "use a newer one"
    ),
    (
      "<html></html>", .notJSON(Place(line: 1, column: 1), expected: "a value", isEnd: false),
      "only what --format json, --output json:FILE or --save wrote"
    ),
  ]

  @Test(arguments: foreign) func `what is no report is refused with the reason`(
    text: String, refusal: JSONRenderer.Problem, says: String
  ) {
    #expect(problem(text) == refusal)
    #expect(refusal.description.contains(says))
  }

  @Test func `JSON keeps what a later 1.x added, and it is counted`() throws {
    let text = try Format.json.render(.report(Sample.withEverything))
    #expect(try JSONRenderer.stored(text).unknown.isEmpty)
    #expect(try JSONRenderer.stored(text).json == text)
    let later =
      text
      .replacing(
        "\"kind\" : \"check\"", with: "\"kind\" : \"check\",\n  \"aNewKey\" : [{\"x\" : 1.5}]"
      )
      .replacing("\"schemaVersion\" : \"1.0\"", with: "\"schemaVersion\" : \"1.7\"")
      .replacing("\"by\" : \"peer\"", with: "\"by\" : \"middlebox\"")
    let stored = try JSONRenderer.stored(later)
    #expect(stored.unknown.first == "aNewKey")
    #expect(stored.unknown.contains("connections[0].death.by"))
    #expect(stored.json.contains("\"aNewKey\"") && stored.json.contains("\"middlebox\""))
    // Once more: nothing is lost, nothing added.
    #expect(try JSONRenderer.stored(stored.json).json == stored.json)
    for format in Format.all {
      #expect(try !format.render(stored.document).isEmpty)
    }
  }

  @Test func `what differs is read again and shown as it was`() throws {
    let diff = Document.diff(
      try Comparison.diff(.report(Sample.upgradeNotForwarded), .report(Sample.withEverything)))
    let json = try Format.json.render(diff)
    let stored = try JSONRenderer.stored(json)
    #expect(stored.document == diff && stored.json == json && stored.unknown.isEmpty)
    for format in Format.all where format.writesDiffs {
      #expect(try format.render(stored.document) == format.render(diff))
    }
    // An area that a later version compares.
    let later = try JSONRenderer.stored(
      json.replacing("\"area\" : \"fault\"", with: "\"area\" : \"weather\""))
    #expect(!later.unknown.isEmpty && later.unknown.allSatisfy { $0.hasSuffix(".area") })
    #expect(try Format.text.render(later.document).contains("OTHER"))
  }
}
