/// What an ``EventLoop`` calls, always on its thread.
protocol EventHandler: AnyObject, Sendable {
  /// The descriptor registered under the handler's token became ready.
  func ready(_ readiness: Readiness)
  /// A deadline that was asked for is over.
  func timerFired(at now: Moment)
  /// The tasks of this turn have run: what they corked may go out.
  func turnEnded()
}

extension EventHandler {
  func ready(_ readiness: Readiness) {}
  func timerFired(at now: Moment) {}
  func turnEnded() {}
}
