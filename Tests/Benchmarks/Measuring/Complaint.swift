#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a measuring program says besides its figures.
public enum Complaint {
  /// Writes a line to standard error.
  public static func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe send($0.baseAddress, $0.count) }
  }

  private static func send(_ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(2, bytes, count)
    #else
      unsafe Darwin.write(2, bytes, count)
    #endif
  }
}
