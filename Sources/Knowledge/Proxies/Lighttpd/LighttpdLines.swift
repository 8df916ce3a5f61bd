import Diagnosis

extension ProxyProduct {
  /// In the pages that compare products.
  static let lighttpdLines: [Role: String] = [
    .forwardUpgrade: "proxy.header = (\"upgrade\" => \"enable\")",
    .allowUpgrade: "no url.access-deny on the path",
    .keepSilence: "server.max-read-idle (60 s): what the client sends counts",
    .handOnAsItComes: "server.stream-response-body = 1",
    .stick: "proxy.balance = \"sticky\" (by the client's address)",
  ]
}
