import Evidence
import FoundationEssentials
import ReportDocument
import Reporting

/// Stored reports: each is refused, or shown in every format; no screen obeys what is in it.
///
/// The input is a format or none, and a report, or, where no `{` begins it, the number of a stored report
/// and a list of changes to it. Most are only read, since writing costs the most.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  var input = unsafe Input(data, size)
  let choice = Int(input.byte()) % 64
  let isReport = input.rest.first == UInt8(ascii: "{")
  let text = isReport ? String(decoding: input.rest, as: UTF8.self) : changed(&input)
  do throws(JSONRenderer.Problem) {
    let document = try JSONRenderer.read(text)
    guard choice < Format.all.count else { return 0 }
    let format = Format.all[choice]
    if case .diff = document, !format.writesDiffs { return 0 }
    if case .lint = document, !format.writesLint { return 0 }
    guard let rendered = try? format.render(document) else {
      preconditionFailure("\(format.id) cannot show what was read")
    }
    precondition(!hasControl(rendered), "\(format.id) lets a control character through")
    if format.id == "json" {
      let again = try JSONRenderer.read(rendered)
      precondition((try? format.render(again)) == rendered, "written and read it is another")
    }
  } catch {
    precondition(!"\(error)".isEmpty)
  }
  return 0
}

/// Whether a control character other than the line feed is in it (C0, delete, C1).
private func hasControl(_ text: String) -> Bool {
  var last: UInt8 = 0
  for octet in text.utf8 {
    let isC1 = last == 0xC2 && octet < 0xA0
    if octet < 0x20 && octet != 0x0A || octet == 0x7F || isC1 { return true }
    last = octet
  }
  return false
}

/// The stored reports, each cut where a value begins or ends.
private let reports: [[Substring]] = ["broken-upgrade", "idle-cut", "conformance", "diff"].map {
  let path = #filePath.replacing("Targets/report.swift", with: "Reports/\($0).json")
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
}

private let values = [
  "", "null", "true", "-1", "1e300", "-1e300", "9223372036854775807", "0.1", "[]", "{}", "\"\"",
  "[null]", "[[]]", "\"\\u001b[2J\\n\\t\\u202e\"", "\"\\ud800\"", "\"`|*<b>&amp;]]>\"", "\"1.9\"",
  "\"" + String(repeating: "é ", count: 400) + "\"", ":", ",", "{\"a\":",
]

private func changed(_ input: inout Input) -> String {
  let parts = input.choice(reports)
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
