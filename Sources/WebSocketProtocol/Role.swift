/// Which end of the connection we are: a client masks its frames, a server does not (RFC 6455 §5.1).
public enum Role: Sendable, Hashable {
  case client
  case server
}

/// Which way a frame went, seen from us.
public enum FrameDirection: Sendable, Hashable {
  case received
  case sent
}
