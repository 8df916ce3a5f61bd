/// What isn't the same for everybody, or isn't known: a text, or the line because of which there is none.
public enum Stated: Hashable, Sendable {
  case known(String)
  /// `nil`: it depends on who asks, or when.
  case unknown(Place?)

  public var text: String? {
    if case .known(let text) = self { return text }
    return nil
  }
}

/// The request that is followed: a browser's opening handshake, or the same without an upgrade.
public struct FollowedRequest: Hashable, Sendable {
  public var isSecure: Bool
  /// Without the port, in lower case.
  public var host: String
  public var port: Int
  /// As it stands in the request line, with its query.
  public var target: String
  public var isHandshake: Bool

  public init(isSecure: Bool, host: String, port: Int, target: String, isHandshake: Bool = true) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.target = target
    self.isHandshake = isHandshake
  }

  /// The Host field: the port only where it isn't the scheme's.
  public var authority: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }

  public var origin: String { "\(isSecure ? "https" : "http")://\(authority)" }

  func with(target: String, isHandshake: Bool) -> FollowedRequest {
    var other = self
    other.target = target
    other.isHandshake = isHandshake
    return other
  }
}

/// A line on the way, and what it does.
public struct Step: Hashable, Sendable {
  public var place: Place
  /// The line, fit to be shown.
  public var text: String
  public var remark: String

  public init(_ place: Place, _ text: String, _ remark: String) {
    self.place = place
    self.text = text
    self.remark = remark
  }
}

/// What the application gets.
public struct Arrival: Hashable, Sendable {
  /// Scheme, host and port that the proxy talks to.
  public var leadsTo: Stated
  public var method: Stated
  /// As in "1.1"; several where it depends on the proxy's release.
  public var versions: [String]
  /// With its query.
  public var target: Stated
  public var host: Stated
  /// Empty: the field isn't sent.
  public var upgrade: Stated
  public var connection: Stated
  /// A line writes Connection; else it is the proxy's own, and never says "upgrade".
  public var setsConnection: Bool
  /// Fields of the handshake that don't arrive as they were sent, in lower case.
  public var changed: [String: Stated]
  /// X-Forwarded fields and the like that the proxy writes.
  public var forwarded: [String: Stated]
}

/// Who answers, or where the request arrives.
public enum Ending: Hashable, Sendable {
  case arrives(Arrival)
  /// The proxy hands the connection on as it is, to this address.
  case passedThrough(String)
  /// The proxy answers itself.
  case answered(status: Int, location: String?)
  /// It is closed without an answer.
  case closed
  /// A file, or none: nothing is handed on.
  case files
  /// Handed on in another protocol, in which there is no upgrade, as in "FastCGI".
  case otherProtocol(String)
  /// The listener speaks no HTTP/1.1.
  case onlyHTTP2
  /// Because of this line.
  case unknown(Unread)
}

/// How long a connection may be silent.
public struct SilenceLimit: Hashable, Sendable {
  /// `nil`: not known.
  public var seconds: Double?
  /// Where it is set; `nil`: nobody does, it is the default.
  public var place: Place?
}

/// A request's way through a configuration.
public struct Journey: Hashable, Sendable {
  public var request: FollowedRequest
  public var steps: [Step]
  public var ending: Ending
  /// Lines that may answer in the application's place, depending on who asks, or how often.
  public var mayAnswer: [Step]
  public var silence: SilenceLimit?
  /// Where it is handed on, and with which lines.
  public var passing: Passing?

  /// What the end is, in a few words.
  public var endingInWords: String { ending.words }
}

/// The lines that hand a request on.
public struct Passing: Hashable, Sendable {
  /// The location, or the server where there is none.
  public var block: Step
  /// The line that names the application.
  public var line: Step
  /// The lines that write fields, in force there.
  public var fields: [FieldLine]
  /// They stand in the location itself, not above it.
  public var fieldsAreOwn: Bool
  /// What the lines in force cancel.
  public var cancelled: [FieldLine]
  /// The line that sets the HTTP version.
  public var version: Step?
  /// The version stands in the location itself.
  public var versionIsOwn: Bool
  /// Lines that keep fields of the application's answer back, by the field in lower case.
  public var hidden: [FieldLine]
  /// A variable of the configuration that says "upgrade" for a handshake alone.
  public var connectionVariable: String?

  /// A line that writes one field.
  public struct FieldLine: Hashable, Sendable {
    /// In lower case.
    public var name: String
    public var step: Step
    public var value: Stated
  }
}
