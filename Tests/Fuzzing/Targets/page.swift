/// Pages and scripts of a stranger: what is found in them can be asked.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let input = unsafe Input(data, size)
  let text = String(decoding: input.rest, as: UTF8.self)
  let scanner = PageScanner(authority: "h.example", knownPrefixes: ["/plugins/servlet/", "/ws"])
  let endpoints = scanner.endpoints(
    in: text, PageParts(text, isMarkup: PageScanner.isMarkup(text)))
  let scripts = scanner.scripts(in: text, base: "/a/b?c")
  precondition(endpoints.count <= 8 && scripts.count <= 4)
  for target in endpoints + scripts {
    precondition(target.first == "/" && target.utf8.count <= 512)
    precondition(target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
  }
  return 0
}
