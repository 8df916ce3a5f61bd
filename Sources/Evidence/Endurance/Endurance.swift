/// What became of connections that were held for a long time side by side, each with its own habit.
///
/// All times are in seconds since the run began, all lengths in seconds.
public struct Endurance: Sendable, Equatable {
  /// What a connection does by itself.
  public enum Habit: String, Sendable, Hashable, CaseIterable {
    /// Says nothing, and answers the server's pings as every browser does.
    case silent
    /// As `silent`, opened later: what dies at one moment is told from what dies at one age.
    case lateSilent = "late-silent"
    /// Says nothing, not even an answer to the server's pings.
    case noPong = "no-pong"
    /// The application's keepalive and nothing else.
    case keepalive
    /// A ping now and then.
    case ping
    /// Data frames now and then; their message never ends, so that no application sees one.
    case data
  }

  /// How a connection ended.
  public enum End: Sendable, Hashable {
    /// It was open when we stopped looking.
    case open
    case fin
    case closeNotify
    case rst
    /// The peer's Close frame.
    case closeFrame(code: Int?)
    /// No sign of an end, but nothing comes back any more.
    case dropped
    /// We ended it, because of what the peer sent.
    case violation
  }

  /// The life of one connection.
  public struct Line: Sendable, Equatable {
    public var habit: Habit
    /// The connection's id in the report.
    public var connection = ""
    public var openedAt: Double
    public var end: End = .open
    /// The reason that the peer's Close frame gives.
    public var closeReason = ""
    /// At its end, or when it was looked at last.
    public var age: Double = 0
    /// How long nothing had gone either way then.
    public var quiet: Double = 0
    /// Frames that we sent out of habit.
    public var sent = 0
    /// When we sent the first of them.
    public var firstSentAt: Double?
    /// Frames that came, answers among them.
    public var received = 0
    /// The longest silence after which something still came back.
    public var survivedQuiet: Double = 0
    /// When frames came that we hadn't asked for.
    public var unasked: [Double] = []

    public init(habit: Habit, openedAt: Double) {
      self.habit = habit
      self.openedAt = openedAt
    }

    /// When it ended, or was looked at last.
    public var endedAt: Double { openedAt + age }
  }

  /// How long the silent connection was to be held.
  public var idle: Double
  /// The application's keepalive; `nil`: unknown.
  public var keepalive: Double?
  /// How long after its limit the proxy in front closes a connection, which is no part of the limit.
  /// Seconds.
  public var lateness: Double = 0
  /// Between two pings of the `ping` habit.
  public var pingInterval: Double
  /// In the order of opening.
  public var lines: [Line] = []
  /// By how much this program itself woke up too late, at most: what came in such a pause seems to
  /// have come at its end.
  public var longestPause = 0.0
  /// The wait ended early because the run was stopped.
  public var wasStopped = false

  public init(idle: Double, keepalive: Double?, pingInterval: Double) {
    self.idle = idle
    self.keepalive = keepalive
    self.pingInterval = pingInterval
  }

  public subscript(habit: Habit) -> Line? { lines.first { $0.habit == habit } }
}

extension Endurance.End {
  /// Ended by somebody on the way who speaks no WebSocket.
  ///
  /// Who cuts the application's side first makes it say so by a Close frame 1002, as Tomcat does at
  /// an end of TCP that it didn't expect; measured behind HAProxy's `timeout client`.
  public var isCut: Bool {
    switch self {
    case .fin, .closeNotify, .rst, .closeFrame(code: 1002): true
    default: false
    }
  }

  public var isOpen: Bool { self == .open }

  /// In a few words, for a sentence.
  public var phrase: String {
    switch self {
    case .open: "still open"
    case .fin: "FIN, no Close frame"
    case .closeNotify: "TLS close_notify, no Close frame"
    case .rst: "RST, no Close frame"
    case .closeFrame(let code): code.map { "Close frame \($0)" } ?? "Close frame without a code"
    case .dropped: "no FIN, no RST, nothing comes back"
    case .violation: "broken frames"
    }
  }
}
