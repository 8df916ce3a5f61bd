public import Evidence

/// What a run tells while it goes on.
public enum Progress: Sendable {
  /// A probe began.
  case started(ProbeID)
  /// A probe ended.
  case finished(ProbeResult)
  /// What is already certain, in a sentence.
  case known(String)
  /// A wait goes on; seconds left at most.
  case waiting(what: String, secondsLeft: Double)
}
