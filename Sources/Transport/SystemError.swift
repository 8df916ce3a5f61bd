/// An error of the operating system, as its number.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value of `errno`.
  public let code: Int32

  public init(code: Int32) {
    self.code = code
  }

  /// The system's own words for it.
  public var description: String { SystemCall.errorText(code) }
}

/// What one non-blocking call came to.
enum Step {
  case done(Int)
  case wouldBlock
  case failed(SystemError)
}
