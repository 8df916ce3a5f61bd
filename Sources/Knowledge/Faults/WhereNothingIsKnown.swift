import Diagnosis
import Evidence

/// A server that hangs up wherever it knows nothing, as those of uWebSockets do: then the proxy's error
/// on the WebSocket path is no dead backend's for sure.
enum WhereNothingIsKnown {
  static let symptom: [Prediction] = [
    .kind(
      .handshake, .badGateway, .unavailable, .gatewayTimeout, .serverError, .closed, .reset,
      .truncated),
    .kind(
      .plainGet, .badGateway, .unavailable, .gatewayTimeout, .serverError, .closed, .reset,
      .truncated),
  ]

  static let contradictions: [Prediction] = [
    .author(.handshake, .application, .beacon), .holds(.limited),
    .is(.elsewhere, "gateway-error", "gateway-timeout", "closed", "server-error"),
    .is(.flips(.handshakeAlone), "switched"), .is(.flips(.withoutOrigin), "switched"),
    .is(.flips(.originOverHTTP), "switched"),
  ]
}
