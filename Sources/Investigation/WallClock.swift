#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The date of a run, and what it runs on; nothing is measured with it.
public enum WallClock {
  /// Milliseconds since 1970-01-01 UTC.
  public static func unixMilliseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
