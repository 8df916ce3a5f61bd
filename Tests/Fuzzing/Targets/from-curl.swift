/// Pasted requests: whatever is taken from them fits into a request's head.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let command = input.choice(["", "curl ", "curl 'https://h.example/x' "])
  guard let text = input.text else { return 0 }
  do throws(CurlRequestProblem) {
    let request = try CurlRequest(parsing: command + text)
    for header in request.headers {
      precondition(!header.name.isEmpty)
      precondition(
        header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
      precondition(header.value.utf8.allSatisfy { $0 != 0 && $0 != 10 && $0 != 13 })
    }
    precondition(!request.headers.contains { $0.name.lowercased() == "host" })
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  return 0
}
