import Evidence
import Knowledge

/// The ids that options and `list` accept, with what each is called.
struct Known {
  var what: String
  var entries: [(id: String, title: String)]
  var ids: [String] { entries.map(\.id) }

  /// The id itself, or a usage error that names the nearest one.
  func require(_ id: String, or others: [String] = []) throws(UsageError) -> String {
    if ids.contains(id) || others.contains(id) { return id }
    throw UsageError(
      message: "there is no \(what) \"\(id)\"."
        + Suggestion.question(id, among: ids + others)
        + (entries.count <= 12 ? " There are: \((others + ids).joined(separator: ", "))" : ""))
  }

  static let probes = Known(
    what: "probe",
    entries: [
      ("dns", "the host's name has addresses"),
      ("tcp", "each address accepts connections"),
      ("tls", "the certificate and the TLS handshake"),
      ("http", "ordinary requests are answered, and by whom"),
      ("fingerprint", "which proxy and which application server answer"),
      ("upgrade", "the opening handshake is answered with 101"),
      ("misroute", "where a refused handshake ended, and what was lost on the way"),
      ("messages", "frames go through in both directions"),
      ("idle", "how long a silent connection lives"),
      ("keepalive", "the application's keepalive keeps it open"),
      ("polling", "the fallback works"),
    ])

  static let profiles = Known(
    what: "profile", entries: Profile.all.map { ($0.id.rawValue, $0.title) })

  static let proxies = Known(
    what: "proxy",
    entries: ProxyProduct.all.map { ($0.id.rawValue, $0.name) }
      + ProxyProduct.named.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) })
}
