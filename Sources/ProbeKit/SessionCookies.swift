import Evidence
import HTTP1

/// Cookies that the server set within this run, to be given back to the same host only (RFC 6265 §5).
struct SessionCookies: Sendable {
  private struct Cookie: Sendable {
    var name: String
    var value: String
    var path: String
  }

  /// More than any site sets at once; what comes beyond is left out.
  private static let most = 16
  private static let longest = 1024

  private var cookies: [Cookie] = []

  var names: [String] { cookies.map(\.name) }
  var isEmpty: Bool { cookies.isEmpty }

  subscript(name: String) -> String? { cookies.first { $0.name == name }?.value }

  /// Takes what an answer sets; an empty value or an age of zero takes it away again.
  mutating func add(from head: ResponseHead, to target: String, isSecure: Bool) {
    for line in head.fields.all("Set-Cookie") {
      let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
      guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { continue }
      let name = String(pair[..<equals])
      let value = String(pair[pair.index(after: equals)...])
      let attributes = parts.dropFirst().map { $0.lowercased() }
      let isPlain = (name + value).utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2C }
      guard !name.isEmpty, isPlain, value.utf8.count <= Self.longest else { continue }
      cookies.removeAll { $0.name == name }
      let isGone = value.isEmpty || attributes.contains { $0.hasPrefix("max-age=0") }
      let isForTLS = attributes.contains("secure") && !isSecure
      guard !isGone, !isForTLS, cookies.count < Self.most else { continue }
      let path = parts.dropFirst().first { $0.lowercased().hasPrefix("path=/") }
        .map { String($0.dropFirst(5)) }
      cookies.append(Cookie(name: name, value: value, path: path ?? "/"))
    }
  }

  /// Adds those that belong to a path, unless the user gave cookies of his own.
  func put(into fields: inout Fields, target: String = "/") {
    guard !fields.contains("Cookie") else { return }
    let path = target.prefix { $0 != "?" }
    let fitting = cookies.filter { cookie in
      let folder = cookie.path.hasSuffix("/") ? String(cookie.path.dropLast()) : cookie.path
      return path == folder || path.hasPrefix(folder + "/")
    }
    guard !fitting.isEmpty else { return }
    fields.append("Cookie", fitting.map { "\($0.name)=\($0.value)" }.joined(separator: "; "))
  }

  /// The values, which are nobody else's business.
  var secrets: [String] { cookies.map(\.value).filter { $0.count >= 6 } }
}

/// Reads from answers which server behind a balancer wrote them.
struct NodeReader: Sendable {
  /// Cookies by which balancers name a server; the value stays the same for one server.
  private static let balancers = ["ROUTEID", "SERVERID", "BALANCEID", "SRVID", "SRV", "route"]

  private(set) var mark: String?
  private(set) var nodes: [String] = []
  /// Whether JSESSIONID names a node; `nil`: there is none.
  private(set) var hasRoute: Bool?
  private var current: String?

  /// Reads an answer; one that names no node was written by the one that the cookies name.
  mutating func read(_ head: ResponseHead, _ cookies: SessionCookies, shown: (String) -> String) {
    if let session = cookies["JSESSIONID"] {
      hasRoute = session.dropFirst().dropLast().contains(".")
    }
    if let node = head.fields.first("X-ANODEID"), mark == nil || mark == "X-ANODEID" {
      return add(shown(String(node.prefix(32))), by: "X-ANODEID")
    }
    if mark == "X-ANODEID" { return }
    if let name = Self.balancers.first(where: { cookies[$0] != nil }), let value = cookies[name] {
      return add(Self.hash(value), by: "cookie \(name)")
    }
    if let session = cookies["JSESSIONID"], let dot = session.lastIndex(of: "."), hasRoute == true {
      add(Self.hash(String(session[dot...])), by: "the route behind JSESSIONID")
    }
  }

  private mutating func add(_ node: String, by sign: String) {
    mark = sign
    if !nodes.contains(node) { nodes.append(node) }
  }

  /// Four digits that stand for a value (FNV-1a): enough to tell nodes apart, too few to lead back.
  private static func hash(_ text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for octet in text.utf8 { hash = (hash ^ UInt32(octet)) &* 16_777_619 }
    let digits = String((hash ^ hash >> 16) & 0xFFFF, radix: 16)
    return "#" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
