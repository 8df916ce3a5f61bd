/// What a proxy's own answer says of its cause, where the product's words or form say more than the status.
public enum ProxyStatement: String, Sendable, CaseIterable {
  /// It lets no upgrade through that isn't named in its configuration.
  case upgradeNotAllowed = "upgrade-not-allowed"
  /// No rule covers the path, or the host.
  case noRoute = "no-route"
  /// The backend refuses connections.
  case backendRefused = "backend-refused"
  /// The backend closes the connection without an answer.
  case backendHungUp = "backend-hung-up"
  /// The backend speaks another protocol than it is asked in.
  case backendProtocol = "backend-protocol"
  /// It asks the backend in HTTP/2, where it has no way to hand an upgrade on.
  case askedInHTTP2 = "asked-in-http2"
  /// No server is left that counts as up.
  case noServer = "no-server"
  /// The backend doesn't answer in time.
  case backendSilent = "backend-silent"
  /// A limit of connections or requests is reached.
  case limited
  /// A rule of its own lets this client or request not through.
  case accessDenied = "access-denied"
  /// A server that it asks before it hands a request on can't be reached.
  case helperUnreached = "helper-unreached"

  /// As in "it says that …".
  var phrase: String {
    switch self {
    case .upgradeNotAllowed: "it lets no such upgrade through"
    case .noRoute: "none of its rules covers this path and host"
    case .backendRefused: "the backend refuses connections"
    case .backendHungUp: "the backend closes without an answer"
    case .backendProtocol: "the backend speaks another protocol"
    case .askedInHTTP2: "the backend is asked in HTTP/2, where no handshake goes out"
    case .noServer: "no server is left that counts as up"
    case .backendSilent: "the backend doesn't answer in time"
    case .limited: "a limit of connections or requests is reached"
    case .accessDenied: "a rule of its own refuses the request"
    case .helperUnreached: "a server that it asks first isn't reached, or it stops by itself"
    }
  }
}
