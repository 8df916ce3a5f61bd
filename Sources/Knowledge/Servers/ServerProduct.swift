import Evidence
import HTTP1

/// How one application server shows in its answers, and how it answers each arrival.
struct ServerProduct: Sendable {
  /// One form of answer: what it looks like, and which arrivals are answered so.
  struct Form: Sendable {
    let arrivals: Set<Attribution.Arrival>
    let because: String
    /// Other servers answer so, too.
    let isShared: Bool
    let matches: @Sendable (Answer.Response) -> Bool

    init(
      _ arrivals: Set<Attribution.Arrival>, because: String, isShared: Bool = false,
      matches: @escaping @Sendable (Answer.Response) -> Bool
    ) {
      self.arrivals = arrivals
      self.because = because
      self.isShared = isShared
      self.matches = matches
    }
  }

  let id: ProductID
  let name: String
  /// Looked through in order; the first that matches names the server.
  let forms: [Form]
  /// What the server finds fault with before it looks at the version.
  let beforeVersion: Set<Attribution.Arrival>
  /// The path that an answer says it was asked for.
  let pathEcho: @Sendable (Answer.Response) -> String?

  init(
    _ id: ProductID, name: String, forms: [Form], beforeVersion: Set<Attribution.Arrival> = [],
    pathEcho: @escaping @Sendable (Answer.Response) -> String? = { _ in nil }
  ) {
    self.id = id
    self.name = name
    self.forms = forms
    self.beforeVersion = beforeVersion
    self.pathEcho = pathEcho
  }

  static let all: [ServerProduct] = [
    .tomcat, .aiohttp, .pythonWebsockets, .nodeWS, .tornado, .spring, .jetty, .express, .gorilla,
    .engineIO, .starlette, .openXchange,
  ]

  /// The text between two marks, decoded where HTML escaped it; at most 2,048 characters.
  static func text(in page: String, after start: String, before end: String) -> String? {
    guard let from = page.firstRange(of: start)?.upperBound,
      let to = page[from...].firstRange(of: end)?.lowerBound,
      page.distance(from: from, to: to) <= 2048
    else { return nil }
    return String(page[from..<to])
      .replacing("&#47;", with: "/").replacing("&#x2F;", with: "/").replacing("&amp;", with: "&")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
  }

  /// The path of a request target that stands in an answer.
  static func path(of target: String) -> String? {
    guard target.first == "/" else { return nil }
    return String(target.prefix { $0 != "?" && $0 != " " })
  }
}
