import Foundation

/// What `expected.json` says of a scenario, for one version of the proxy and one backend.
struct Expectation: Codable, Sendable {
  var about: String
  /// Why this isn't met yet: failures are known ones.
  var pending: String?
  /// Those of the proxy, "" for the one that the machine has.
  var versions: [String]?
  var backends: [String]
  var application: String?
  var url: String?
  var quick: Bool?
  var arguments: [String]?
  var verdict: String
  var exitStatus: Int32
  var fault: String?
  /// What is really wrong, where nothing from outside tells it from `fault`.
  var truth: String?
  var certaintyAtLeast: Certainty?
  var certaintyAtMost: Certainty?
  var steps: [String]?
  var alsoPossible: [String]?
  var alsoFound: [String]?
  /// The limit of silence that is configured. Seconds.
  var idleLimit: Double?
  var setupSteps: [String: String]?
  var cure: Cure?

  private static let keys: Set<String> = [
    "about", "pending", "versions", "backends", "application", "url", "quick", "arguments",
    "verdict", "exitStatus", "fault", "truth", "certaintyAtLeast", "certaintyAtMost", "steps",
    "alsoPossible", "alsoFound", "idleLimit", "setupSteps", "cure", "on",
  ]

  /// Reads the file, with the differences that its `on` lists for the backend, for the version and for
  /// both together laid over it.
  init(file: URL, version: String? = nil, backend: String? = nil) throws {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    guard var object = json as? [String: Any] else { throw Failure("\(file.path): not an object") }
    let overrides = object["on"] as? [String: [String: Any]] ?? [:]
    let names = [
      backend, version, version.flatMap { version in backend.map { "\(version) \($0)" } },
    ]
    for name in names.compactMap(\.self) {
      for (key, value) in overrides[name] ?? [:] { object[key] = value }
    }
    let unknown = Set(object.keys).subtracting(Self.keys)
    guard unknown.isEmpty else { throw Failure("\(file.path): unknown keys \(unknown.sorted())") }
    object["on"] = nil
    do {
      let merged = try JSONSerialization.data(withJSONObject: object)
      self = try JSONDecoder().decode(Expectation.self, from: merged)
    } catch {
      throw Failure("\(file.path): \(error)")
    }
  }
}

/// How sure a diagnosis is.
enum Certainty: String, Codable, Comparable, Sendable {
  case possible, likely, proven

  private var rank: Int {
    switch self {
    case .possible: 0
    case .likely: 1
    case .proven: 2
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// How the step that the report prints is carried out, after which the same run must be healthy.
struct Cure: Codable, Sendable {
  enum Way: String, Codable, Sendable {
    /// The printed `location` goes into the server, in the place of one with the same prefix.
    case location
    /// The printed blocks go into the http block, in the place of those of the same name.
    case httpDirectives = "http-directives"
    /// The printed directives go into the server block.
    case serverDirectives = "server-directives"
    /// The printed directives go into the location that passes Upgrade on.
    case locationDirectives = "location-directives"
    /// The directive that begins with `line`, or just `text`, goes; the printed step names it (`namedBy`).
    case remove
    /// The printed lines go into Apache's virtual host, before its first ProxyPass.
    case proxyPass = "proxypass"
    /// The printed lines go to the end of Apache's virtual host.
    case virtualHost = "virtual-host"
    /// The printed lines go behind Apache's last LoadModule.
    case modules
    /// The printed lines go into the sections of HAProxy's configuration that they name.
    case sections
    /// The printed fragment of YAML is merged into the configuration at the place `at`.
    case yaml
    /// The printed lines go before the first line that begins with `before`, or to the end.
    case lines
    /// Another certificate: file `from` is replaced by `to`.
    case certificate
    /// The application is started where nobody answered.
    case startBackend = "start-backend"
    /// Another application stands for the repaired one.
    case application
    /// Other arguments or another URL, as the step tells.
    case arguments
  }

  var apply: Way
  /// The step of the first rank that is carried out, where it isn't the first.
  var step: String?
  /// The product whose configuration is changed, where it isn't the outer proxy's.
  var hop: String?
  /// The file that is changed, where it isn't the configuration (of Traefik: dynamic.yaml).
  var file: String?
  var before: String?
  /// A place in a YAML document, like `http.routers` or `listeners[0].filter_chains`; "" is all of it.
  var at: String?
  /// What the run must then be, where it isn't healthy.
  var verdict: String?
  var line: String?
  var text: String?
  var namedBy: String?
  var from: String?
  var to: String?
  var application: String?
  var url: String?
  var arguments: [String]?
  var placeholders: [String: String]?
}
