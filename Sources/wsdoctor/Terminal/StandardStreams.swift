import Glibc
import Synchronization

/// Standard output and standard error, unbuffered and whole.
enum StandardStreams {
  /// What was written to standard output and didn't get there; a reader that went away wanted no more.
  private static let loss = Mutex<String?>(nil)

  static func write(_ text: String) {
    guard let problem = writeAll(text, to: STDOUT_FILENO), problem != EPIPE else { return }
    let reason = unsafe String(cString: strerror(problem))
    loss.withLock { $0 = $0 ?? reason }
  }

  /// There is nowhere else to complain.
  static func writeError(_ text: String) { _ = writeAll(text, to: STDERR_FILENO) }

  /// The status with which to end: a report that was lost is none, whatever it said.
  static func settled(_ status: ExitStatus) -> ExitStatus {
    guard let reason = loss.withLock({ $0 }) else { return status }
    writeError("wsdoctor: standard output cannot be written: \(reason)\n")
    return .usage
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// A reader that went away, as in `| head`, is no reason to crash.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Columns of the terminal at standard output, at most 80; 80 where it is none.
  static var width: Int { columns(of: STDOUT_FILENO) }

  /// As `width`, of the terminal at standard error, as it is now.
  static var errorWidth: Int { columns(of: STDERR_FILENO) }

  /// Whether a line on standard error can be taken back.
  static var errorCanRedraw: Bool { errorIsTerminal && environment("TERM") != "dumb" }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return min(80, Int(size.ws_col))
  }

  static var wantsColour: Bool {
    // https://no-color.org: set to anything but the empty string.
    outputIsTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// Returns the system's error number when not all was written.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress! + offset, bytes.count - offset)
      }
      if written > 0 {
        offset += written
      } else if errno != EINTR && errno != EAGAIN {
        return errno
      }
    }
    return nil
  }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
