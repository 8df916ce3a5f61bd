/// One request and its answer, with the secrets left out.
public struct ExchangeRecord: Codable, Sendable, Equatable {
  /// `x1`, `x2`, … in the order of asking.
  public var id: String
  /// The name of the ask, as in `handshake`.
  public var ask: String
  @OrUnknown public var connection: String?
  public var request: RequestRecord
  @OrUnknown public var response: ResponseRecord?
  /// Why there is no (whole) answer.
  public var failure: String?
  /// Interim answers (1xx) that came before.
  public var interim: [Int]?
  public var seconds: ExchangeTimes

  public init(
    id: String, ask: String, connection: String?, request: RequestRecord,
    response: ResponseRecord?, failure: String?, interim: [Int]?, seconds: ExchangeTimes
  ) {
    self.id = id
    self.ask = ask
    self.connection = connection
    self.request = request
    self.response = response
    self.failure = failure
    self.interim = interim
    self.seconds = seconds
  }
}

public struct RequestRecord: Codable, Sendable, Equatable {
  public var method: String
  public var target: String
  public var version: String
  /// Name and value pairs in their order.
  public var headers: [[String]]

  public init(method: String, target: String, version: String, headers: [[String]]) {
    self.method = method
    self.target = target
    self.version = version
    self.headers = headers
  }
}

public struct ResponseRecord: Codable, Sendable, Equatable {
  public var status: Int
  public var reason: String
  public var version: String
  /// Name and value pairs in their order and spelling.
  public var headers: [[String]]
  public var bodyBytes: Int
  /// The first characters of the body, at most 512.
  public var bodyStart: String
  /// Who wrote the answer, as far as that shows.
  public var author: String?

  public init(
    status: Int, reason: String, version: String, headers: [[String]], bodyBytes: Int,
    bodyStart: String, author: String?
  ) {
    self.status = status
    self.reason = reason
    self.version = version
    self.headers = headers
    self.bodyBytes = bodyBytes
    self.bodyStart = bodyStart
    self.author = author
  }
}

/// When an exchange's parts happened, in seconds since the run's start.
public struct ExchangeTimes: Codable, Sendable, Equatable {
  public var start: Double
  public var firstByte: Double?
  public var head: Double?
  public var end: Double?

  public init(start: Double, firstByte: Double?, head: Double?, end: Double?) {
    self.start = start
    self.firstByte = firstByte
    self.head = head
    self.end = end
  }
}

/// One connection's life.
public struct ConnectionRecord: Codable, Sendable, Equatable {
  /// `c1`, `c2`, … in the order of opening.
  public var id: String
  @OrUnknown public var address: String?
  public var openedAtSeconds: Double
  /// Name of a phase (`resolve`, `connect`, `tunnel`, `tls`) and its length in seconds.
  public var phases: [String: Double]
  public var traffic: [TrafficRecord]
  @OrUnknown public var death: DeathReport?
  /// What it did by itself while it was held beside others: `silent`, `late-silent`, `no-pong`,
  /// `keepalive`, `ping` or `data`; absent for every other connection.
  public var habit: String?

  public init(
    id: String, address: String?, openedAtSeconds: Double, phases: [String: Double],
    traffic: [TrafficRecord], death: DeathReport?
  ) {
    self.id = id
    self.address = address
    self.openedAtSeconds = openedAtSeconds
    self.phases = phases
    self.traffic = traffic
    self.death = death
  }
}

/// A frame or a message that went over a WebSocket connection; never its content.
public struct TrafficRecord: Codable, Sendable, Equatable {
  public enum Direction: String, ReportWord {
    case sent, received
    public static var whenUnknown: Direction { .received }
  }

  public var atSeconds: Double
  public var direction: Direction
  /// `text`, `binary`, `ping`, `pong`, `close`, …
  public var what: String
  public var bytes: Int

  public init(atSeconds: Double, direction: Direction, what: String, bytes: Int) {
    self.atSeconds = atSeconds
    self.direction = direction
    self.what = what
    self.bytes = bytes
  }
}

/// How a connection ended: never "1006", which is on no wire.
public struct DeathReport: Codable, Sendable, Equatable {
  public enum How: String, ReportWord {
    public static var whenUnknown: How { .silence }
    case closeFrame = "close-frame"
    case closeNotify = "close-notify"
    case fin, rst, silence
    case stillOpen = "still-open"
  }

  public enum Side: String, ReportWord {
    case peer, us
    public static var whenUnknown: Side { .peer }
  }

  public struct Silence: Codable, Sendable, Equatable {
    public var sent: Double
    public var received: Double
    public init(sent: Double, received: Double) {
      self.sent = sent
      self.received = received
    }
  }

  public struct Close: Codable, Sendable, Equatable {
    @OrUnknown public var code: Int?
    public var reason: String
    public var firstBy: Side
    public init(code: Int?, reason: String, firstBy: Side) {
      self.code = code
      self.reason = reason
      self.firstBy = firstBy
    }
  }

  public var how: How
  public var by: Side
  public var ageSeconds: Double
  public var silentSeconds: Silence
  public var close: Close?

  public init(how: How, by: Side, ageSeconds: Double, silentSeconds: Silence, close: Close?) {
    self.how = how
    self.by = by
    self.ageSeconds = ageSeconds
    self.silentSeconds = silentSeconds
    self.close = close
  }
}
