import Testing

@testable import Configuration

@Suite struct PatternTests {
  @Test(arguments: [
    ("^/a", "/ab", true), ("^/a", "b/a", false), ("\\.js$", "x.js", true), ("a|b", "xb", true),
    ("^(?:/x)?/y$", "/y", true), ("^/(\\d{2,3})$", "/1234", false), ("^/(\\d{2,3})$", "/123", true),
    ("[^/]+/$", "ab/", true), ("^[a-c]+?d", "abcd", true), ("(?i)^/A$", "/a", true),
    ("^$", "", true),
    ("a(?=b)", "ab", true), ("a(?!b)", "ab", false), ("\\bws\\b", "/ws/", true),
    ("^(a*)*$", "aaab", false),
    ("", "x", true), ("^\\w+-\\S$", "ab-!", true), ("[]x]", "]", true),
  ])
  func `it matches as PCRE does`(pattern: String, text: String, matches: Bool) throws {
    let outcome = try #require(Pattern(pattern)).match(text)
    if case .matches = outcome {
      #expect(matches)
    } else {
      #expect(!matches && outcome == .doesNot)
    }
  }

  @Test(arguments: [
    "(", "a)", "[a", "*", "a**", "a++", "\\1", "(?>a)", "\\p{L}", "[[:alpha:]]", "a{2,1}", "(?<n>a",
  ])
  func `what isn't understood is none`(pattern: String) { #expect(Pattern(pattern) == nil) }

  @Test func `groups`() throws {
    let pattern = try #require(Pattern("^/(?<app>[^/]+)/(x)?(.*)$"))
    #expect(pattern.match("/a/b") == .matches([0..<4, 1..<2, nil, 3..<4]))
    #expect(pattern.names == ["app": 1])
  }

  @Test func `work is bounded`() throws {
    let pattern = try #require(Pattern("^(a+)+$"))
    #expect(pattern.match(String(repeating: "a", count: 200) + "b") == .tooHard)
    #expect(pattern.match(String(repeating: "a", count: 5000)) == .tooHard)
  }

  @Test(arguments: ["^/a/(.*)$", "\\.(js|css)$", "^/x{2,}/?", "[0-9]+", "^/(?!b)c"])
  func `a sample matches its pattern`(text: String) throws {
    let pattern = try #require(Pattern(text))
    #expect(pattern.match(pattern.sample) != .doesNot)
  }
}
