/// An instant of ``EventLoop/now()``, which goes on while the machine sleeps: nanoseconds since some
/// origin, the same for the whole process.
///
/// `ContinuousClock.Instant` would do, but the compiler doesn't know its size: whatever holds one is
/// copied by calls of the run-time, which cost more than a small message does.
///
/// Deadlines centuries away are the furthest that it can tell, 292 years.
public struct Moment: InstantProtocol {
  private let nanoseconds: Int64

  init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  public func advanced(by duration: Duration) -> Moment {
    let (sum, overflows) = nanoseconds.addingReportingOverflow(Self.nanoseconds(of: duration))
    guard overflows else { return Moment(nanoseconds: sum) }
    return Moment(nanoseconds: nanoseconds < 0 ? .min : .max)
  }

  public func duration(to other: Moment) -> Duration {
    .nanoseconds(nanoseconds(to: other))
  }

  /// Negative when the other one was before.
  func nanoseconds(to other: Moment) -> Int64 {
    let (difference, overflows) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
    guard overflows else { return difference }
    return other < self ? .min : .max
  }

  private static func nanoseconds(of duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflowsToo) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard overflows || overflowsToo else { return sum }
    return seconds < 0 ? .min : .max
  }

  public static func < (left: Moment, right: Moment) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  public static func + (moment: Moment, duration: Duration) -> Moment {
    moment.advanced(by: duration)
  }

  public static func - (moment: Moment, duration: Duration) -> Moment {
    moment.advanced(by: .zero - duration)
  }

  /// The time from the right one to the left one.
  public static func - (left: Moment, right: Moment) -> Duration {
    right.duration(to: left)
  }
}
