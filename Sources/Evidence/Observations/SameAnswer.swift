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

  /// 64 KiB: no more is read of most answers, and of one of which more is read no more counts here.
  private static let compared = 64 * 1024

  // Not Sec-WebSocket-Accept: it is different for each key, and HAProxy adds one to a 426.
  private static let telling = ["Upgrade", "Sec-WebSocket-Version", "Server", "X-Powered-By"]

  private static func sameHead(_ x: Answer.Response, _ y: Answer.Response) -> Bool {
    x.status == y.status && sameReason(x, y) && x.mediaType == y.mediaType
      && telling.allSatisfy { x.head.fields.first($0) == y.head.fields.first($0) }
  }

  /// Some proxies put the usual phrase where the application's answer has none, and pipe others
  /// through as they are: with a body to compare, one that is missing says nothing.
  private static func sameReason(_ x: Answer.Response, _ y: Answer.Response) -> Bool {
    let (a, b) = (x.head.reason, y.head.reason)
    return a == b || (a.isEmpty || b.isEmpty) && !x.body.isEmpty && !y.body.isEmpty
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
    // The beacon writes down each request as it came, so its answers differ as the requests do.
    if a.echo != nil && b.echo != nil { return true }
    let first = words(of: x, in: a)
    let second = words(of: y, in: b)
    if first == second { return true }
    // Pages carry tokens and counters: nine words of ten in common is the same page.
    let common = Set(first).intersection(second).count
    let all = Set(first).union(second).count
    return all > 20 && common * 10 >= all * 9
  }

  /// The body's words, those that cannot be the same twice replaced by `#`. Octet by octet: bodies
  /// are long, and may be no text at all.
  private static func words(of response: Answer.Response, in answer: Answer)
    -> [ArraySlice<UInt8>]
  {
    let forms = forms(of: answer).map { Array($0.utf8) }.filter { $0.count > 1 }
    let body = response.body.count <= compared ? response.body : Array(response.body[..<compared])
    var words: [ArraySlice<UInt8>] = []
    var word: [UInt8] = []
    var hasNumber = false
    func endWord() {
      if !word.isEmpty { words.append(hasNumber ? [hash] : word[...]) }
      word.removeAll(keepingCapacity: true)
      hasNumber = false
    }
    var index = 0
    while index < body.count {
      let octet = body[index]
      if let form = forms.first(where: { body.has($0, at: index) }) {
        word.append(hash)
        index += form.count
        continue
      }
      index += 1
      if octet == quote, let value = quoted.first(where: { body[index...].starts(with: $0) }) {
        index += value.count
        endWord()
        continue
      }
      switch octet {
      case 0x30...0x39:
        hasNumber = true
        word.append(octet)
      case 0x41...0x5A, 0x61...0x7A, hash, 0x80...: word.append(octet)
      default: endWord()
      }
    }
    endWord()
    return words
  }

  private static let hash = UInt8(ascii: "#")
  private static let quote = UInt8(ascii: "\"")
  /// Values of Connection that a server quotes as it got them; a proxy writes its own.
  private static let quoted = ["close\"", "Close\"", "keep-alive\"", "Keep-Alive\""].map {
    Array($0.utf8)
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

extension [UInt8] {
  /// Whether these octets stand at an index; the last is looked at first, since `aaa…b` in `aaa…a`
  /// would cost much.
  fileprivate func has(_ octets: [UInt8], at index: Int) -> Bool {
    guard self[index] == octets[0], index + octets.count <= count,
      self[index + octets.count - 1] == octets[octets.count - 1]
    else { return false }
    return self[index...].starts(with: octets)
  }
}
