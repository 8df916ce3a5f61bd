import Glibc
import Synchronization

/// Turns Ctrl-C and SIGTERM into a call; a second one, by somebody who lost patience, ends the
/// process at once.
enum SignalWatch {
  /// timeout(1) and shells send one wish twice: to the process and to its group.
  private static let sameWish = Duration.milliseconds(500)

  private static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// Watches on a thread of its own. To be called on the first thread before there are others:
  /// they inherit its mask, so that only the watching thread gets the signals.
  static func begin() {
    var signals = set()
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    unsafe pthread_create(
      &thread, nil,
      { _ in
        SignalWatch.watch()
        return nil
      }, nil)
    pthread_detach(thread)
  }

  /// Says what the first signal does; before that it ends the process.
  static func start(_ onFirst: @escaping @Sendable (Int32) -> Void) {
    handler.withLock { $0 = onFirst }
  }

  private static func watch() {
    var signals = set()
    var first: ContinuousClock.Instant?
    while true {
      var signal: Int32 = 0
      guard unsafe sigwait(&signals, &signal) == 0 else { continue }
      if let first {
        if first.duration(to: .now) > sameWish {
          // The shell's prompt shall not stand behind the live line.
          if StandardStreams.errorCanRedraw { LiveLine.erase() }
          _exit(128 + signal)
        }
        continue
      }
      guard let handle = handler.withLock({ $0 }) else { _exit(128 + signal) }
      first = .now
      handle(signal)
    }
  }

  private static func set() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    return signals
  }
}
