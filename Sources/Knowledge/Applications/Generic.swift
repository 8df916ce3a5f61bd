import Evidence

extension Profile {
  /// Any application: nothing is known of its paths.
  public static let generic = Profile(
    id: "generic", title: "any application", application: nil, feature: "WebSocket",
    backend: "BACKEND", webSocketPath: nil, locationPath: nil, keepaliveSeconds: nil,
    fallbackSentence: "",
    recognises: { _ in nil })
}
