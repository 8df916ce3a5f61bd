/// The folders that an endpoint is in, as targets of a request.
struct EndpointFolders: Equatable {
  /// The folder it is in; `nil` at the top.
  let own: String?
  /// The outermost of them; `nil` where that is its own.
  let outermost: String?

  init(of target: String) {
    let parts = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: true)
    let folders = parts.dropLast()
    own = folders.isEmpty ? nil : "/" + folders.joined(separator: "/") + "/"
    outermost = folders.count > 1 ? "/" + folders[0] + "/" : nil
  }
}
