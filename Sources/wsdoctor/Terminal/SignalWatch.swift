import Glibc
import Synchronization

/// Turns Ctrl-C and SIGTERM into a call; the second one ends the process at once.
enum SignalWatch {
  private static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// Must be called before other threads wait for signals of their own.
  static func start(_ onFirst: @escaping @Sendable (Int32) -> Void) {
    handler.withLock { $0 = onFirst }
    var signals = set()
    // Threads made from here on inherit the mask, so that only the watching one gets the signals.
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

  private static func watch() {
    var signals = set()
    var isFirst = true
    while true {
      var signal: Int32 = 0
      guard unsafe sigwait(&signals, &signal) == 0 else { continue }
      // The live line may stand there; nothing else can be saved.
      if !isFirst { _exit(128 + signal) }
      isFirst = false
      handler.withLock { $0 }?(signal)
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
