/// How large a head may become before it is refused: a peer decides what it sends, we what we keep.
public struct HeadLimits: Sendable, Hashable {
  /// Bytes of one head, or of one trailer section, line ends included.
  public var headBytes: Int

  /// Field lines of one head, or of one trailer section.
  public var fieldCount: Int

  /// Bytes of one line without its end.
  public var lineBytes: Int

  /// Interim (1xx) responses before the final one.
  public var interimResponses: Int

  public init(
    headBytes: Int = HeadLimits.defaultHeadBytes,
    fieldCount: Int = HeadLimits.defaultFieldCount,
    lineBytes: Int = HeadLimits.defaultLineBytes,
    interimResponses: Int = HeadLimits.defaultInterimResponses
  ) {
    self.headBytes = headBytes
    self.fieldCount = fieldCount
    self.lineBytes = lineBytes
    self.interimResponses = interimResponses
  }

  /// 64 KiB: eight times what nginx and Apache allow by default, and still nothing to hold in memory.
  public static let defaultHeadBytes = 64 * 1024

  /// 200: Apache allows 100; an answer through several proxies that each add a dozen stays below.
  public static let defaultFieldCount = 200

  /// 16 KiB: the largest cookies and content security policies that servers send fit in it.
  public static let defaultLineBytes = 16 * 1024

  /// 8: a 100 and some 103 are usual; an endless row of them would keep us waiting for ever.
  public static let defaultInterimResponses = 8
}
