extension Ending {
  /// In a few words.
  var words: String {
    switch self {
    case .answered(let status, _): "the proxy answers \(status) itself"
    case .closed: "the proxy closes the connection without an answer"
    case .files: "the proxy looks for a file of that name"
    case .otherProtocol(let name): "it is handed on in \(name), in which there is no Upgrade"
    case .onlyHTTP2: "the port speaks HTTP/2 alone"
    case .passedThrough(let address): "the connection is handed to \(address) as it is"
    case .arrives: "it is handed on"
    case .unknown(let unread): "what becomes of it depends on \(unread.place)"
    }
  }
}
