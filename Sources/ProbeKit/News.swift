/// What a probe tells while it waits.
public enum News: Sendable {
  /// What is already certain, in a sentence.
  case known(String)
  /// A wait goes on; seconds left at most.
  case waiting(what: String, secondsLeft: Double)
}
