/// What a conformance run asked for, and how its cases came out.
public struct ConformanceFrame: Codable, Sendable, Equatable {
  public enum Tier: String, ReportWord, CaseIterable {
    public static var whenUnknown: Tier { .safe }
    /// Nothing that could upset a server at work.
    case safe
    /// Large, many and hostile: for servers that may be tested.
    case full
  }

  /// Whether the endpoint sends messages back.
  public enum Echo: String, ReportWord {
    public static var whenUnknown: Echo { .unknown }
    case yes, no
    /// `--echo` said so.
    case option
    case unknown
  }

  public var tier: Tier
  public var strict: Bool
  public var echo: Echo
  /// Whether the endpoint agreed to permessage-deflate.
  public var compression: Bool
  /// The address of `--direct`, without the values of its query.
  public var directURL: String?
  /// How many cases have each verdict.
  public var counts: Counts
  /// Connections that were opened.
  public var connections: Int

  public struct Counts: Codable, Sendable, Equatable {
    public var pass = 0
    public var nonStrict = 0
    public var fail = 0
    public var inconclusive = 0
    public var skipped = 0

    public init() {}

    public init(_ cases: [CaseResult]) {
      for result in cases {
        switch result.verdict {
        case .pass: pass += 1
        case .nonStrict: nonStrict += 1
        case .fail: fail += 1
        case .inconclusive: inconclusive += 1
        case .skipped: skipped += 1
        }
      }
    }
  }

  public init(
    tier: Tier, strict: Bool, echo: Echo, compression: Bool, directURL: String?, counts: Counts,
    connections: Int
  ) {
    self.tier = tier
    self.strict = strict
    self.echo = echo
    self.compression = compression
    self.directURL = directURL
    self.counts = counts
    self.connections = connections
  }
}
