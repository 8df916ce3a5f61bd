/// Why a TLS connection did not come about.
public enum TLSFailure: Error, Hashable, Sendable {
  /// The peer answered with something that isn't TLS: its first octets, at most 64.
  case notTLS(firstBytes: [UInt8])
  /// The peer refused with an alert (RFC 8446 §6.2).
  case alert(code: UInt8, name: String)
  /// The peer closed in the middle of the handshake.
  case closed
  /// The peer reset the connection in the middle of the handshake.
  case reset
  /// The deadline was over.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// The handshake was completed, but the certificate doesn't hold and had to; see ``TLSReport``.
  case untrusted(VerifyFailure)
  /// A file of ours cannot be used: roots, certificate or key. Which, and not where it lies: that is
  /// nobody's business who reads a report.
  case unusable(file: String, text: String)
  /// Anything else, in OpenSSL's words.
  case other(String)

  /// The registered name of an alert; its number when it has none.
  public static func alertName(_ code: UInt8) -> String {
    alertNames[code] ?? "alert_\(code)"
  }

  static func alert(_ code: UInt8) -> TLSFailure {
    .alert(code: code, name: alertName(code))
  }

  /// IANA's TLS Alerts, those that may still be met.
  private static let alertNames: [UInt8: String] = [
    0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 22: "record_overflow",
    40: "handshake_failure", 41: "no_certificate", 42: "bad_certificate",
    43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired",
    46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied",
    50: "decode_error", 51: "decrypt_error", 70: "protocol_version",
    71: "insufficient_security", 80: "internal_error", 86: "inappropriate_fallback",
    90: "user_canceled", 109: "missing_extension", 110: "unsupported_extension",
    112: "unrecognized_name", 113: "bad_certificate_status_response",
    115: "unknown_psk_identity", 116: "certificate_required", 120: "no_application_protocol",
  ]
}
