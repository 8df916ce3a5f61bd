/// What a proxy does to an open WebSocket that it should have left alone.
public enum TunnelFault: Sendable, Hashable {
  /// FIN right after the 101.
  case cutsAtOnce
  /// What the backend says is held back, and goes on in one lump so long after its first byte.
  case lumps(after: Duration)
  /// What the backend says is held back until the backend ends the connection.
  case holdsUntilEnd
  /// A frame with the first reserved bit, as every compressed one has, ends the connection.
  case endsAtCompression
  /// A frame with a longer payload, in octets, ends the connection.
  case endsAtFrames(longerThan: Int)
}
