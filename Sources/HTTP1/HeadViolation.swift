/// Why a head could not be read, or may not be sent.
public enum HeadViolation: Error, Sendable, Hashable {
  /// The bytes where a head should begin are no HTTP/1; the first of them, 32 at most.
  case notHTTP(firstBytes: [UInt8])
  /// The stream ended before the head did; 0 bytes means that it was closed without any answer.
  case endOfStream(receivedBytes: Int)
  case headTooLarge(limit: Int)
  case tooManyFields(limit: Int)
  case lineTooLong(limit: Int)
  case tooManyInterimResponses(limit: Int)
  case malformedStatusLine(String)
  case malformedRequestLine(String)
  case malformedField(line: String)
  /// A field goes on in the next line; tolerated in responses, refused in requests.
  case obsoleteFolding(line: String)
  case malformedContentLength(String)
  case conflictingContentLengths([String])
  /// A request whose Transfer-Encoding does not end in chunked, so that nobody knows its length.
  case unknownRequestLength(transferEncoding: String)

  // What we refuse to send.
  case unsendableMethod(String)
  case unsendableTarget(String)
  case unsendableStatus(Int)
  case unsendableReason(String)
  case unsendableField(name: String)
}

extension HeadViolation {
  /// The section of the standard that the bytes offend against, or that our limit rests on.
  public var section: String {
    switch self {
    case .notHTTP, .malformedStatusLine: "RFC 9112 §4"
    case .endOfStream: "RFC 9112 §8"
    case .headTooLarge, .tooManyFields, .lineTooLong: "RFC 9110 §5.4"
    case .tooManyInterimResponses: "RFC 9110 §15.2"
    case .malformedRequestLine, .unsendableMethod: "RFC 9112 §3"
    case .malformedField, .unsendableField: "RFC 9112 §5"
    case .obsoleteFolding: "RFC 9112 §5.2"
    case .malformedContentLength, .conflictingContentLengths, .unknownRequestLength:
      "RFC 9112 §6.3"
    case .unsendableTarget: "RFC 9112 §3.2"
    case .unsendableStatus, .unsendableReason: "RFC 9112 §4"
    }
  }
}

extension HeadViolation: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .notHTTP(let bytes): "the answer is not HTTP/1: it begins with \(shown(bytes))"
    case .endOfStream(0): "the connection was closed without any answer"
    case .endOfStream(let count): "the connection was closed in the head, after \(count) bytes"
    case .headTooLarge(let limit): "the head is larger than \(limit) bytes"
    case .tooManyFields(let limit): "the head has more than \(limit) fields"
    case .lineTooLong(let limit): "a line of the head is longer than \(limit) bytes"
    case .tooManyInterimResponses(let limit): "more than \(limit) interim (1xx) responses"
    case .malformedStatusLine(let line): "malformed status line “\(shown(line))”"
    case .malformedRequestLine(let line): "malformed request line “\(shown(line))”"
    case .malformedField(let line): "malformed field line “\(shown(line))”"
    case .obsoleteFolding(let line): "a field is folded over two lines: “\(shown(line))”"
    case .malformedContentLength(let value): "malformed Content-Length “\(shown(value))”"
    case .conflictingContentLengths(let values):
      "different values of Content-Length: \(shown(values.joined(separator: ", ")))"
    case .unknownRequestLength(let coding):
      "a request with Transfer-Encoding “\(shown(coding))”, whose end cannot be known"
    case .unsendableMethod(let method): "the method “\(shown(method))” is not a token"
    case .unsendableTarget(let target):
      "the request target “\(shown(target))” is empty or contains whitespace, CR, LF or NUL"
    case .unsendableStatus(let status): "the status \(status) is not within 100–999"
    case .unsendableReason: "the reason phrase contains CR, LF or NUL"
    case .unsendableField(let name):
      "the name of field “\(shown(name))” is not a token, or its value contains CR, LF or NUL"
    }
  }

  /// The bytes in hexadecimal.
  private func shown(_ bytes: [UInt8]) -> String {
    bytes.map { (byte: UInt8) in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined(separator: " ")
  }

  /// The text's beginning with its control characters escaped: it comes from a stranger.
  private func shown(_ text: String) -> String {
    let limit = 80
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      shown +=
        scalar.properties.generalCategory == .control
        ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return text.unicodeScalars.count > limit ? shown + "…" : shown
  }
}
