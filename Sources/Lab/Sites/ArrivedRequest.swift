import FoundationEssentials
import HTTP1

/// A request as it arrived, in the form that the beacon shows: no value that could be a secret.
struct ArrivedRequest: Encodable, Sendable {
  /// Fields whose values are shown; of all others only the length is.
  private static let shown: Set<String> = [
    "host", "upgrade", "connection", "sec-websocket-version", "sec-websocket-extensions",
    "sec-websocket-protocol", "origin", "via", "forwarded", "x-real-ip", "max-forwards",
    "user-agent", "accept-encoding",
  ]

  /// 256 characters of a value or path: enough for any that says something of a proxy.
  private static let valueLimit = 256

  /// 2 KiB of JSON: in Base64 it leaves room in a head of 4 KiB, which is all that nginx takes.
  static let compactLimit = 2048

  let method: String
  let path: String
  let httpVersion: String
  /// Name and value of each line, in order and as spelled.
  var headers: [[String]]
  /// What the beacon thinks of it, for a person.
  var note: String?

  init(_ request: RequestHead, note: String? = nil) {
    method = Self.printable(request.method)
    path = Self.printable(request.path)
    httpVersion = request.version.description
    headers = request.fields.list.map { field in
      let name = field.name.lowercased()
      let isShown = Self.shown.contains(name) || name.hasPrefix("x-forwarded-")
      return [
        Self.printable(field.name),
        isShown ? Self.printable(field.value) : "(\(field.value.count) characters)",
      ]
    }
    self.note = note
  }

  /// The whole as JSON; nothing but printable ASCII is in it.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }

  /// The JSON in Base64, for a field of an answer that has no body; fields are left out from the end
  /// where it is too long, those without a value first.
  var compact: String {
    var copy = self
    copy.note = nil
    while copy.json.count > Self.compactLimit, !copy.headers.isEmpty {
      let place = copy.headers.lastIndex { $0[1].hasSuffix(" characters)") }
      copy.headers.remove(at: place ?? copy.headers.count - 1)
    }
    return Data(copy.json).base64EncodedString()
  }

  /// Cuts, and replaces whatever a terminal or a header field could take amiss.
  private static func printable(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(valueLimit) {
      scalars.append((0x20...0x7E).contains(scalar.value) ? scalar : "?")
    }
    return String(scalars) + (text.unicodeScalars.count > valueLimit ? "..." : "")
  }
}
