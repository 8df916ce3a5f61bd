/// Writes heads, and refuses fields that would break out of their line.
enum HeadWriter {
  static func head(startLine: String, _ fields: Fields) throws(HeadViolation) -> [UInt8] {
    var bytes = Array(startLine.utf8)
    bytes += [ASCII.carriageReturn, ASCII.lineFeed]
    for field in fields.list {
      guard ASCII.isToken(field.name.utf8), !field.value.utf8.contains(where: ASCII.isInjection)
      else { throw .unsendableField(name: field.name) }
      bytes += field.name.utf8
      bytes += [ASCII.colon, ASCII.space]
      bytes += field.value.utf8
      bytes += [ASCII.carriageReturn, ASCII.lineFeed]
    }
    bytes += [ASCII.carriageReturn, ASCII.lineFeed]
    return bytes
  }
}
