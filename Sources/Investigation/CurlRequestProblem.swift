/// Why a pasted request cannot be used: what is wrong, and what to do instead.
public enum CurlRequestProblem: Error, Sendable, Hashable, CustomStringConvertible {
  case empty
  case tooLong(bytes: Int)
  case notCurl
  case windowsForm
  case powerShellForm
  case fetchForm
  case quoteNotClosed(Character)
  case notPlain(Character)
  case missingValue(option: String)
  case optionNotSupported(String, because: String)
  case noURL
  case severalURLs
  case url(TargetURLProblem)
  /// `nil`: it has none, and may be all secret.
  case badHeader(name: String?)

  public var description: String {
    switch self {
    case .empty:
      "the pasted request is empty: in the browser's network tab, choose \(Self.bash)"
    case .tooLong(let bytes):
      "the pasted request has \(bytes) bytes, and at most \(CurlRequest.maximumLength) are read"
    case .notCurl:
      "the pasted text does not start with curl: "
        + "in the browser's network tab, choose \(Self.bash)"
    case .windowsForm:
      "this is the form for Windows' cmd, with ^ before its quotes: choose \(Self.bash)"
    case .powerShellForm:
      "this is the form for PowerShell: choose \(Self.bash)"
    case .fetchForm:
      "this is the form for JavaScript's fetch: choose \(Self.bash)"
    case .quoteNotClosed(let quote):
      "a \(quote) in the pasted request is not closed: copy the whole command"
    case .notPlain(let character):
      "an unquoted \(character) stands in the pasted request, which is more than one plain curl "
        + "command: paste only what the browser copied"
    case .missingValue(let option):
      "the pasted request ends after \(option), which needs a value: copy the whole command"
    case .optionNotSupported(let option, let because):
      "\(option) in the pasted request cannot be used: \(because)"
    case .noURL:
      "the pasted request names no URL"
    case .severalURLs:
      "the pasted request names more than one URL: paste one request"
    case .url(let problem):
      "in the pasted request, \(problem)"
    case .badHeader(let name):
      "\(name.map { "the header field \($0)" } ?? "a header field") in the pasted request holds a "
        + "line end or is no field at all"
    }
  }

  private static let bash = "\"Copy as cURL\" (in Chrome: \"Copy as cURL (bash)\")"
}
