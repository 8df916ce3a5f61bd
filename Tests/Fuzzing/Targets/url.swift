/// Addresses as people type them: what is accepted can be sent, and is read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let input = unsafe Input(data, size)
  guard let text = input.text else { return 0 }
  do throws(TargetURLProblem) {
    let url = try TargetURL(parsing: text)
    check(url.target)
    precondition(!url.host.isEmpty && url.port > 0)
    precondition(url.authority.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    let again = try TargetURL(parsing: "\(url.scheme.rawValue)://\(url.authority)\(url.target)")
    precondition(again == url)
    precondition(!url.description.contains("?"))
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  if let target = try? TargetURL.requestTarget(parsing: text) { check(target) }
  return 0
}

/// Nothing in a request target may end its line or the field behind it.
private func check(_ target: String) {
  precondition(target.first == "/")
  precondition(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
}
