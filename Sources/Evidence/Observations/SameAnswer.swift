import HTTP1

/// Whether two answers are the same but for what differs by itself: the path in them, numbers,
/// dates and random names.
enum SameAnswer {
  static func holds(_ a: Answer, _ b: Answer) -> Bool {
    switch (a.outcome, b.outcome) {
    case (.silence(let x), .silence(let y)): return x.kind == y.kind
    case (.response(let x), .response(let y)):
      return sameHead(x, y) && sameLocation(a, x, b, y) && sameBody(a, x, b, y)
    default: return false
    }
  }

  private static let telling = [
    "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Accept", "Server", "X-Powered-By",
  ]

  private static func sameHead(_ x: Answer.Response, _ y: Answer.Response) -> Bool {
    x.status == y.status && x.head.reason == y.head.reason && x.mediaType == y.mediaType
      && telling.allSatisfy { x.head.fields.first($0) == y.head.fields.first($0) }
  }

  private static func sameLocation(
    _ a: Answer, _ x: Answer.Response, _ b: Answer, _ y: Answer.Response
  ) -> Bool {
    guard let first = x.head.fields.first("Location"), let second = y.head.fields.first("Location")
    else { return x.head.fields.contains("Location") == y.head.fields.contains("Location") }
    return withoutPath(first, of: a) == withoutPath(second, of: b)
  }

  private static func sameBody(
    _ a: Answer, _ x: Answer.Response, _ b: Answer, _ y: Answer.Response
  ) -> Bool {
    let first = words(of: x, in: a)
    let second = words(of: y, in: b)
    if first == second { return true }
    // Pages carry tokens and counters: nine words of ten in common is the same page.
    let common = Set(first).intersection(second).count
    let all = Set(first).union(second).count
    return all > 20 && common * 10 >= all * 9
  }

  /// The body's words, those that cannot be the same twice replaced by `#`.
  private static func words(of response: Answer.Response, in answer: Answer) -> [String] {
    withoutPath(response.text, of: answer)
      .split { !($0.isLetter || $0.isNumber || $0 == "#") }
      .map { $0.contains(where: \.isNumber) ? "#" : String($0) }
  }

  private static func withoutPath(_ text: String, of answer: Answer) -> String {
    var result = text
    for form in forms(of: answer) where form.count > 1 {
      result = result.replacing(form, with: "#")
    }
    return result
  }

  /// The path as it may stand in an answer: raw, percent-encoded as a parameter, its last part.
  private static func forms(of answer: Answer) -> [String] {
    let path = answer.path
    let encoded = path.replacing("/", with: "%2F")
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    return [answer.target, path, encoded, encoded.replacing("%2F", with: "%2f")]
      + (last.count > 3 ? [last] : [])
  }
}
