/// Leaves secrets out of what is recorded: header values not known to be harmless keep only their
/// length, query values too, and what the user gave as secret is nowhere.
public struct Redactor: Sendable {
  /// A secret's form in lower case, and the length of the secret itself.
  private struct Form {
    let octets: [UInt8]
    let length: Int
  }

  /// By their first octet, the longest first, so that a part doesn't hide the whole.
  private var forms: [UInt8: [Form]] = [:]
  private var known: Set<String> = []
  /// How often something was left out, by name and place.
  public private(set) var counts: [Key: Int] = [:]

  public struct Key: Hashable, Sendable {
    public let name: String
    public let place: String
  }

  /// Nothing is left out: for the eyes of whoever has the secrets anyway.
  let showsAll: Bool

  /// - Parameters:
  ///   - secrets: what appears nowhere, in whatever spelling and encoding; see ``Secrets``.
  ///   - showsAll: leaves nothing out; what is recorded then must not be kept or passed on.
  public init(secrets: [String], showsAll: Bool = false) {
    self.showsAll = showsAll
    hide(secrets)
  }

  /// Takes in further secrets.
  public mutating func hide(_ secrets: [String]) {
    let new = Set(secrets).subtracting(known)
    guard !new.isEmpty else { return }
    known.formUnion(new)
    var lengths: [[UInt8]: Int] = [:]
    for secret in new {
      for form in Secrets.forms(of: secret) where !form.isEmpty {
        lengths[Self.folded(form)] = secret.count
      }
    }
    let all = forms.values.joined() + lengths.map { Form(octets: $0.key, length: $0.value) }
    let sorted = all.sorted { ($0.octets.count, $1.length) > ($1.octets.count, $0.length) }
    forms = Dictionary(grouping: sorted) { $0.octets[0] }
  }

  /// A header field as it may be shown.
  public mutating func field(_ name: String, _ value: String, in place: String) -> String {
    if showsAll { return value }
    switch name.lowercased() {
    case "set-cookie": return cookie(value, place)
    case "location", "content-location", "referer", "link", "origin":
      return text(url(value, place), place)
    // Octets that everybody may know (RFC 6455 §1.3), and as random as a token.
    case "sec-websocket-key", "sec-websocket-accept":
      return value.count <= 28 && value.hasSuffix("=")
        ? withoutKnown(value, place) : text(value, place)
    case "www-authenticate", "proxy-authenticate":
      return text(String(value.prefix { $0 != " " }.prefix(40)), place)
    case let name where HarmlessFields.covers(name):
      return words(value, place)
    default:
      count(name, place)
      return "(\(value.count) characters)"
    }
  }

  /// A URL or request target: the path stays, the values of its query, of parameters in its path
  /// and of its fragment go.
  public mutating func url(_ value: String, _ place: String) -> String {
    if showsAll { return value }
    let whole = withoutKnown(value, place)
    var rest = whole.prefix { $0 != "#" }
    let fragment = whole.dropFirst(rest.count + 1)
    if let slashes = rest.firstRange(of: "//") {
      let authority = rest[slashes.upperBound...].prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@") {
        count("userinfo", place)
        rest.removeSubrange(authority.startIndex...at)
      }
    }
    let path = rest.prefix { $0 != "?" }
    let query = rest.dropFirst(path.count)
    var result = parameters(String(path.prefix(2048)), ";", place)
    if !query.isEmpty {
      let shown = query.dropFirst().prefix(4096).split(separator: "&")
        .map { parameter($0, "query") }
      result += "?" + shown.joined(separator: "&")
    }
    if !fragment.isEmpty {
      count("fragment", place)
      result += "#(\(fragment.count) characters)"
    }
    return result
  }

  /// A path with the values of its parameters (`;name=value`, RFC 3986 §3.3) left out.
  private mutating func parameters(_ path: String, _ mark: Character, _ place: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { segment -> String in
      let parts = segment.split(separator: mark, omittingEmptySubsequences: false)
      return
        (parts.prefix(1).map(String.init)
        + parts.dropFirst().map { $0.contains("=") ? parameter($0, place) : String($0) })
        .joined(separator: String(mark))
    }.joined(separator: "/")
  }

  private mutating func parameter(_ part: Substring, _ place: String) -> String {
    if HarmlessFields.isHarmless(parameter: part) { return String(part.prefix(64)) }
    let name = part.prefix { $0 != "=" }
    guard name.endIndex < part.endIndex else {
      count("value without a name", place)
      return "(\(part.count) characters)"
    }
    count(String(name.prefix(64)), place)
    return "\(name.prefix(64))=(\(part.count - name.count - 1) characters)"
  }

  /// Any text from outside: the user's secrets and whatever looks like a token are taken out.
  public mutating func text(_ value: String, _ place: String) -> String {
    if showsAll { return value }
    return withoutTokens(withoutKnown(value, place), place)
  }

  /// A stranger's own words, as in a body or a Close frame: what it names as secret goes as well.
  public mutating func words(_ value: String, _ place: String) -> String {
    if showsAll { return value }
    return text(withoutNamedValues(withoutKnown(value, place), place), place)
  }

  /// The path of an address, to be asked again or pasted: without its parameters, and with `TOKEN`
  /// in place of what looks like one.
  public mutating func path(_ path: String, _ place: String) -> String {
    if showsAll { return path }
    let known = withoutKnown(path, place).split(separator: "/", omittingEmptySubsequences: false)
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    guard segments.count == known.count else { return "/TOKEN" }
    return zip(segments, known).map { segment, known in
      guard segment == known else { return "TOKEN" }
      let name = segment.prefix { $0 != ";" }
      if name.count < segment.count { count("parameter of the path", place) }
      guard Self.isToken(name) else { return String(name) }
      count("token", place)
      return "TOKEN"
    }.joined(separator: "/")
  }

  /// Whether a word looks like something that only its owner should know.
  public static func isToken(_ word: some StringProtocol) -> Bool {
    word.split { !TokenShape.isPart($0) }.contains { TokenShape.matches($0) }
  }

  /// The beginning of a body, fit to be shown. What stands at its cut and may be the beginning of
  /// a secret goes as well.
  ///
  /// Errors are shown as text. Of other answers only a page's beginning up to its title is: what
  /// follows is the application's, and the reader's, own.
  public mutating func start(
    of body: [UInt8], limit: Int, isError: Bool, isMarkup: Bool, _ place: String
  ) -> String {
    if showsAll {
      return String(String(decoding: body.prefix(4 * limit), as: UTF8.self).prefix(limit))
    }
    guard isMarkup || isError || body.isEmpty else {
      count("body", place)
      return "(\(body.count) bytes)"
    }
    let window = 4096
    var octets = Array(body.prefix(window))
    if body.count > window {
      let folded = octets.map(Self.folded)
      let cut = forms.values.joined().map { form in
        (4..<max(4, min(form.octets.count, window))).last {
          folded.suffix($0).elementsEqual(form.octets.prefix($0))
        } ?? 0
      }
      octets.removeLast(cut.max() ?? 0)
    }
    var text = String(decoding: octets, as: UTF8.self)
    if isMarkup {
      let skeleton = MarkupSkeleton(withoutKnown(text, place), headOnly: !isError)
      if skeleton.count > 0 {
        counts[Key(name: "value in a page", place: place), default: 0] += skeleton.count
      }
      text = skeleton.text
    }
    return String(words(text, place).prefix(limit))
  }

  /// Octets of a secret's beginning that tell something of it.
  private static let tellingLength = 6

  /// The text without what the user gave as secret.
  public mutating func withoutKnown(_ value: String, _ place: String) -> String {
    guard !forms.isEmpty, !showsAll else { return value }
    let octets = Array(value.utf8)
    let folded = octets.map(Self.folded)
    var result: [UInt8] = []
    var index = 0
    while index < folded.count {
      let rest = folded[index...]
      let candidates = forms[folded[index]] ?? []
      // What a peer cut off at its end is a secret's beginning all the same.
      let form =
        candidates.first { rest.starts(with: $0.octets) }
        ?? (rest.count < Self.tellingLength
          ? nil : candidates.first { $0.octets.starts(with: rest) })
      guard let form else {
        result.append(octets[index])
        index += 1
        continue
      }
      counts[Key(name: "value given by the user", place: place), default: 0] += 1
      result += Array("(\(form.length) characters)".utf8)
      index = min(index + form.octets.count, folded.count)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func folded(_ octet: UInt8) -> UInt8 {
    (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
  }

  private static func folded(_ text: String) -> [UInt8] { text.utf8.map(folded) }

  /// What looks made by a machine is no word, and what stands behind `Bearer` neither.
  private mutating func withoutTokens(_ text: String, _ place: String) -> String {
    let octets = Array(text.utf8)
    var result = ""
    var index = 0
    for range in CredentialForms(octets: octets).ranges() {
      result += withoutRandomWords(octets[index..<range.lowerBound], place)
      count("credential", place)
      result += Self.length(of: octets[range])
      index = range.upperBound
    }
    return result + withoutRandomWords(octets[index...], place)
  }

  private mutating func withoutRandomWords(_ octets: ArraySlice<UInt8>, _ place: String) -> String {
    var result: [UInt8] = []
    var index = octets.startIndex
    while index < octets.endIndex {
      let end = octets[index...].firstIndex { !TokenShape.isPart($0) } ?? octets.endIndex
      let chunk = octets[index..<end]
      if chunk.count >= 12, TokenShape.matches(String(decoding: chunk, as: UTF8.self)) {
        count("token", place)
        result += Self.length(of: chunk).utf8
      } else {
        result += chunk
      }
      index = end
      while index < octets.endIndex, !TokenShape.isPart(octets[index]) {
        result.append(octets[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Without the values of `password=…`, `"token": "…"`, `Cookie: …` and the like.
  private mutating func withoutNamedValues(_ text: String, _ place: String) -> String {
    var named = NamedSecrets(text)
    var result: [UInt8] = []
    var index = 0
    for found in named.all() {
      result += named.octets[index..<found.value.lowerBound]
      count(found.name, place)
      result += Self.length(of: named.octets[found.value]).utf8
      index = found.value.upperBound
    }
    return String(decoding: result + named.octets[index...], as: UTF8.self)
  }

  private static func length(of octets: ArraySlice<UInt8>) -> String {
    "(\(String(decoding: octets, as: UTF8.self).count) characters)"
  }

  /// Counts under a name that may come from outside itself.
  mutating func count(_ name: String, _ place: String) {
    counts[Key(name: text(name, place), place: place), default: 0] += 1
  }

  /// What was left out, by name.
  public var redactions: [Redaction] {
    counts.map { Redaction(name: $0.key.name, where: $0.key.place, count: $0.value) }
      .sorted { ($0.name, $0.where) < ($1.name, $1.where) }
  }
}
