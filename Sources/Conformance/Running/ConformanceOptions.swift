public import Evidence

/// What a person asks of a conformance run.
public struct ConformanceOptions: Sendable {
  public var endpoint: Endpoint
  /// The same endpoint past the proxy.
  public var direct: Endpoint?
  /// The addresses as they are shown, without the values of their queries.
  public var url: String
  public var directURL: String?
  public var tier: ConformanceFrame.Tier
  /// Take the endpoint for an echo without asking.
  public var echo: Bool
  /// What is allowed but not recommended counts as failed.
  public var strict: Bool
  public var stepTimeout: Duration
  /// What may appear in no report.
  public var secrets: [String]
  /// Names of what the user sends along.
  public var sent: [String]
  var chosen: [Case]

  public init(
    endpoint: Endpoint, direct: Endpoint?, url: String, directURL: String?,
    tier: ConformanceFrame.Tier, echo: Bool, strict: Bool, stepTimeout: Duration,
    secrets: [String], sent: [String], choice: CaseChoice
  ) {
    self.endpoint = endpoint
    self.direct = direct
    self.url = url
    self.directURL = directURL
    self.tier = tier
    self.echo = echo
    self.strict = strict
    self.stepTimeout = stepTimeout
    self.secrets = secrets
    self.sent = sent
    chosen = choice.cases(tier)
  }
}

/// Which cases are meant.
public struct CaseChoice: Sendable {
  /// `rfc6455.5`, `5.5.1` or `RFC 7692 §7.1`: the section with all below it; empty means all.
  public var sections: [String] = []
  /// Whole ids; empty means all.
  public var ids: [String] = []

  public init() {}

  /// Whether any case, of either tier, is in a section.
  public static func isKnown(section: String) -> Bool {
    Case.all.contains { CaseChoice.holds($0, section) }
  }

  /// All cases as they are listed.
  public static let listing: [Listed] = Case.all.map(Listed.init)

  /// Whether a case of the full tier is among those meant.
  public func includesHostileCases(_ tier: ConformanceFrame.Tier) -> Bool {
    cases(tier).contains { $0.tier == .full }
  }

  /// The cases that are meant.
  public func listing(_ tier: ConformanceFrame.Tier) -> [Listed] { cases(tier).map(Listed.init) }

  /// A case as it is listed.
  public struct Listed: Sendable {
    public var id: String
    public var tier: ConformanceFrame.Tier
    public var level: CaseResult.Level
    public var needsEcho: Bool
    public var requirement: String
    public var expected: String
    /// As in `RFC 6455 §5.5.2`.
    public var section: String
    /// The cases of Autobahn|Testsuite that ask the same.
    public var autobahn: [String]

    init(_ test: Case) {
      id = test.id
      tier = test.tier
      level = test.level
      needsEcho = test.needs.contains(.echo)
      requirement = test.requirement
      expected = test.expected
      section = "RFC \(test.id.dropFirst(3).prefix(4)) §\(test.section)"
      autobahn = test.autobahn
    }
  }

  /// The cases that are listed or run, in their order.
  func cases(_ tier: ConformanceFrame.Tier) -> [Case] {
    Case.all.filter { test in
      (tier == .full || test.tier == .safe || ids.contains(test.id))
        && (sections.isEmpty && ids.isEmpty || ids.contains(test.id)
          || sections.contains { CaseChoice.holds(test, $0) })
    }
  }

  /// Whether the case is in the section or below it.
  public static func holds(id: String, section: String) -> Bool {
    let wanted = normalized(section)
    let number = id.split(separator: ".").dropFirst().prefix { $0.allSatisfy(\.isNumber) }
    let document = String(id.prefix { $0 != "." })
    let whole = ([document] + number.map(String.init)).joined(separator: ".")
    let bare = number.joined(separator: ".")
    return [whole, bare].contains { $0 == wanted || $0.hasPrefix(wanted + ".") }
  }

  private static func holds(_ test: Case, _ section: String) -> Bool {
    holds(id: test.id, section: section)
  }

  private static func normalized(_ section: String) -> String {
    var text = section.lowercased().filter { $0 != " " && $0 != "§" }
    if text.hasPrefix("rfc"), text.count > 7, !text.hasPrefix("rfc6455."),
      !text.hasPrefix("rfc7692.")
    {
      text.insert(".", at: text.index(text.startIndex, offsetBy: 7))
    }
    return text
  }
}
