/// An opening handshake as a case sends it: any method, any field, any line end.
struct Request: Sendable {
  var method = "GET"
  var target: String
  var version = "HTTP/1.1"
  /// Field lines as they are written, in order.
  var fields: [(name: String, value: String)]
  var lineEnd = "\r\n"
  /// Between a field's name and its value.
  var separator = ": "
  /// Octets of a body behind the head.
  var body: [UInt8] = []

  mutating func set(_ name: String, _ value: String) {
    if let index = fields.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
      fields[index] = (name, value)
    } else {
      fields.append((name, value))
    }
  }

  mutating func add(_ name: String, _ value: String) { fields.append((name, value)) }

  mutating func remove(_ name: String) {
    fields.removeAll { $0.name.lowercased() == name.lowercased() }
  }

  func first(_ name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  func all(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  var octets: [UInt8] {
    var text = "\(method) \(target) \(version)\(lineEnd)"
    for field in fields { text += "\(field.name)\(separator)\(field.value)\(lineEnd)" }
    return Array((text + lineEnd).utf8) + body
  }
}

/// How a case opens its connection.
struct Opening: Sendable {
  /// What is changed in a handshake that is right.
  var change: @Sendable (inout Request) -> Void = { _ in }
  /// Subprotocols offered, instead of those that the user named.
  var subprotocols: [String]?
  /// The value of Sec-WebSocket-Extensions.
  var extensions: String?
  /// The request goes out in pieces of so many octets.
  var chop: Int?
  /// Frames in the same write as the request.
  var glued: [RawFrame] = []

  static let standard = Opening()

  static func changed(_ change: @escaping @Sendable (inout Request) -> Void) -> Opening {
    Opening(change: change)
  }

  static func offering(_ extensions: String) -> Opening { Opening(extensions: extensions) }
}
