/// How a body came to its end.
public enum BodyEnd: Sendable, Hashable {
  /// All bytes that its framing announced have come; or it had none.
  case complete
  /// The stream ended before the announced length or the last chunk was there.
  case truncatedByPeer
  /// It was longer than our limit; the rest was not read.
  case truncatedByLimit
  /// The chunked coding is broken at this point.
  case malformed(ChunkViolation)
}

/// What is wrong with a chunked body (RFC 9112 §7.1).
public enum ChunkViolation: Error, Sendable, Hashable {
  case malformedSize(line: String)
  case sizeTooLarge(line: String)
  case lineTooLong(limit: Int)
  /// The chunk's data is not followed by a line end.
  case missingLineEnd
  /// The extensions of all chunks, or the trailer section, are larger than a head may be.
  case overheadTooLarge(limit: Int)
  case tooManyTrailers(limit: Int)
  case malformedTrailer(line: String)
}

extension ChunkViolation: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .malformedSize: "a chunk's size is not a hexadecimal number"
    case .sizeTooLarge: "a chunk's size is beyond all measure"
    case .lineTooLong(let limit): "a line of the chunked coding is longer than \(limit) bytes"
    case .missingLineEnd: "a chunk's data is longer than its size says"
    case .overheadTooLarge(let limit):
      "chunk extensions or trailers take more than \(limit) bytes"
    case .tooManyTrailers(let limit): "more than \(limit) trailer fields"
    case .malformedTrailer: "a trailer field is malformed"
    }
  }

  public var section: String {
    switch self {
    case .malformedTrailer, .tooManyTrailers: "RFC 9112 §7.1.2"
    default: "RFC 9112 §7.1"
    }
  }
}
