/// How a stream of bytes came to its end.
public enum EndOfStream: Hashable, Sendable {
  /// The peer closed its direction (TCP FIN), under TLS without a close_notify.
  case fin
  /// The peer closed its direction by TLS's close_notify (RFC 8446 §6.1).
  case closeNotify
  /// The connection was reset (TCP RST).
  case reset
  /// The peer sent a fatal TLS alert (RFC 8446 §6.2), such as 116, certificate_required.
  case tlsAlert(UInt8)
  /// What came is not valid TLS; OpenSSL's words for it.
  case tlsBroken(String)
  /// The system gave the connection up, with this error.
  case failed(SystemError)
  /// We closed it.
  case closedHere
}

/// Why an operation on a ``ByteStream`` did not come to its end.
public enum TransportError: Error, Hashable, Sendable {
  /// The deadline was over.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// The stream is closed, by us.
  case closed
  /// The peer takes nothing any more: reset, or gone.
  case writeFailed(SystemError)
  /// More than ``ByteStream/outputLimit`` octets wait to be sent.
  case outputFull
  /// TLS refuses to send.
  case tls(String)
}
