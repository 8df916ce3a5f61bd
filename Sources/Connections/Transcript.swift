public import Transport
public import WebSocketProtocol

/// One thing that went over a WebSocket connection.
public struct TranscriptEntry: Sendable, Hashable {
  public enum What: Sendable, Hashable {
    /// A frame, with the start of its payload.
    case frame(FrameNote)
    /// The end of what the peer sends.
    case end(EndOfStream)
  }

  public let at: Moment
  public let what: What

  public var direction: FrameDirection {
    switch what {
    case .frame(let note): note.direction
    case .end: .received
    }
  }

  /// Octets of the frame's payload.
  public var bytes: UInt64 {
    switch what {
    case .frame(let note): note.length
    case .end: 0
    }
  }
}

/// What went over a connection, bounded: the beginning and the latest, with a gap between.
struct Transcript {
  /// What a connection begins with is a quarter of what is kept.
  private let beginningLimit: Int
  private let latestLimit: Int
  private var beginning: [TranscriptEntry] = []
  private var latest: [TranscriptEntry] = []

  /// A limit of 0 keeps nothing.
  init(limit: Int) {
    beginningLimit = limit / 4
    latestLimit = limit - limit / 4
  }

  var isKept: Bool { latestLimit > 0 }
  var entries: [TranscriptEntry] { beginning + latest.suffix(latestLimit) }

  mutating func add(_ what: TranscriptEntry.What, at instant: Moment) {
    guard isKept else { return }
    let entry = TranscriptEntry(at: instant, what: what)
    if beginning.count < beginningLimit {
      beginning.append(entry)
      return
    }
    // Dropping many at once costs less than moving all for each.
    if latest.count >= 2 * latestLimit { latest.removeFirst(latestLimit) }
    latest.append(entry)
  }
}
