import Testing

@testable import wsdoctor

@Suite struct SuggestionTests {
  static let words: [(String, String?)] = [
    ("--quik", "--quick"), ("--qiuck", "--quick"), ("--verbos", "--verbose"), ("--xyzzy", nil),
    ("upgrade.not-forwardd", "upgrade.not-forwarded"), ("not-forwarded", "upgrade.not-forwarded"),
    ("not-forwardet", "upgrade.not-forwarded"), ("x", nil), ("", nil),
  ]

  @Test(arguments: words) func `the nearest is suggested, if it is near`(
    word: String, nearest: String?
  ) {
    let candidates = ["--quick", "--quiet", "--verbose", "upgrade.not-forwarded", "tls.expired"]
    #expect(Suggestion.nearest(to: word, among: candidates) == nearest)
  }

  @Test func `a swap of neighbours is one mistake`() {
    #expect(Suggestion.distance("chekc", "check") == 1)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("kitten", "sitting") == 3)
  }
}
