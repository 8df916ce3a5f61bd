/// An instant of ``EventLoop/now()`` in 16 octets that the compiler knows.
///
/// `ContinuousClock.Instant` is opaque to it: whatever holds one is copied by calls of the run-time, which
/// cost more than a small message does.
package struct Moment: Sendable, Hashable, Comparable {
  private static let origin = ContinuousClock.now

  private let sinceOrigin: Duration

  package init(_ instant: ContinuousClock.Instant) {
    sinceOrigin = Moment.origin.duration(to: instant)
  }

  package var instant: ContinuousClock.Instant { Moment.origin + sinceOrigin }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.sinceOrigin < right.sinceOrigin
  }
}
