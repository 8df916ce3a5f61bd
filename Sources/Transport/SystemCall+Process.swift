#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process's clock, randomness and threads.
extension SystemCall {
  /// Fills with random octets, 256 at most in one call (getentropy's limit).
  static func randomOctets(_ count: Int) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: min(count, 256))
    precondition(unsafe getentropy(&octets, octets.count) == 0, "the system has no randomness")
    return octets
  }

  /// The clock that goes on while the machine sleeps.
  static func now() -> Moment {
    #if canImport(Darwin)
      let clock = CLOCK_MONOTONIC_RAW
    #else
      let clock = CLOCK_BOOTTIME
    #endif
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// How many processors are at work.
  static var processorCount: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// A number for the thread that asks.
  static var currentThread: UInt {
    #if canImport(Darwin)
      unsafe UInt(bitPattern: pthread_self())
    #else
      pthread_self()
    #endif
  }

  /// Runs a function on a thread of its own.
  static func startThread(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let code = unsafe pthread_create(&thread, nil, { unsafe runThread($0) }, box)
    #else
      var thread = pthread_t()
      let code = unsafe pthread_create(&thread, nil, { unsafe runThread($0!) }, box)
    #endif
    precondition(code == 0, "the system has no thread left")
    #if canImport(Darwin)
      if let thread { pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
  }
}

/// What a new thread runs.
private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThread(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  unsafe Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().run()
  return nil
}
