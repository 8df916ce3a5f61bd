import Evidence
import FoundationEssentials
import Reporting

/// Stored reports: each is refused, or shown in every format; no screen obeys what is in it.
///
/// The input is a report itself, or, behind an octet other than `{`, a list of changes to a stored one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let isReport = input.rest.first == UInt8(ascii: "{")
  let text = isReport ? String(decoding: input.rest, as: UTF8.self) : changed(&input)
  do throws(JSONRenderer.Problem) {
    let document = try JSONRenderer.read(text)
    for format in Format.all {
      if case .diff = document, !format.writesDiffs { continue }
      guard let rendered = try? format.render(document) else {
        preconditionFailure("\(format.id) cannot show what was read")
      }
      let isSafe = rendered.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      }
      precondition(isSafe, "\(format.id) lets a control character through")
      if format.id == "json" {
        let again = try JSONRenderer.read(rendered)
        precondition((try? format.render(again)) == rendered, "written and read it is another")
      }
    }
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  return 0
}

/// The stored report, cut where a value begins or ends.
private let parts: [Substring] = {
  let path = #filePath.replacing("Targets/report.swift", with: "Seeds/report/refused")
  let stored = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  precondition(!stored.isEmpty, "no report at \(path)")
  var parts: [Substring] = []
  var start = stored.startIndex
  var isInString = false
  for index in stored.indices {
    if stored[index] == "\"" { isInString.toggle() }
    if !isInString && ":,[]{}".contains(stored[index]) {
      parts += [stored[start..<index], stored[index...index]]
      start = stored.index(after: index)
    }
  }
  return parts + [stored[start...]]
}()

private let values = [
  "", "null", "true", "-1", "1e300", "-1e300", "9223372036854775807", "0.1", "[]", "{}", "\"\"",
  "[null]", "[[]]", "\"\\u001b[2J\\n\\t\\u202e\"", "\"\\ud800\"", "\"`|*<b>&amp;]]>\"", "\"1.9\"",
  "\"" + String(repeating: "é ", count: 400) + "\"", ":", ",", "{\"a\":",
]

private func changed(_ input: inout Input) -> String {
  var changed = parts
  while !input.rest.isEmpty && changed.count == parts.count {
    let place = (Int(input.byte()) << 8 | Int(input.byte())) % parts.count
    let kind = Int(input.byte())
    if kind < values.count {
      changed[place] = values[kind][...]
    } else {
      let text = String(decoding: (0..<kind % 16).map { _ in input.byte() }, as: UTF8.self)
      changed[place] = "\"\(text)\""
    }
  }
  return changed.joined()
}
