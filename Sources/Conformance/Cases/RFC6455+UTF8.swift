import Evidence
import WebSocketProtocol

extension Case {
  /// RFC 6455 §8.1: text is UTF-8, and a server notices when it isn't.
  static let encoding: [Case] =
    wholeMessages + failFast
    + UTF8Samples.all.flatMap { family in
      family.samples.enumerated().map { index, octets in
        sample(family, index + 1, octets)
      }
    }

  private static func sample(_ family: UTF8Samples, _ number: Int, _ octets: [UInt8]) -> Case {
    let hexadecimal = octets.prefix(6).map { octet in
      (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: true)
    }.joined(separator: " ")
    let shown = hexadecimal + (octets.count > 6 ? " …" : "")
    let id = "rfc6455.8.1.\(family.name)-\(number)"
    let autobahn = ["\(family.autobahn).\(number)"]
    var validator = UTF8Validator()
    if validator.firstInvalid(in: octets[...]) == nil && validator.isAtBoundary {
      return echoed(
        id, "The octets \(shown) are UTF-8 and come through as text.", autobahn: autobahn,
        .text(octets))
    }
    return failed(
      id, "The octets \(shown) are no UTF-8: as text they fail the connection.", autobahn: autobahn,
      codes: [1007],
      [.write([.text(octets)])])
  }

  private static let greeting = "Hello-µ@ßöäüàá-UTF-8!!"
  private static let halves = ("Hello-µ@ßöä", "üàá-UTF-8!!")
  private static let surrogate = UTF8Samples.word + [0xED, 0xA0, 0x80] + Array("edited".utf8)

  private static let wholeMessages: [Case] = [
    echoed(
      "rfc6455.8.1.valid", "Text beyond ASCII comes through.", autobahn: ["6.2.1"], .text(greeting)),
    echoed(
      "rfc6455.8.1.valid-fragments", "Fragments may end at a character's end.",
      autobahn: ["6.2.2"], .text(greeting),
      [.write([.text(halves.0, fin: false), .continuation(halves.1)])]),
    echoed(
      "rfc6455.8.1.valid-fragments-of-1-byte", "Fragments may end inside a character.",
      autobahn: ["6.2.3"], .text(greeting), [.write(Payload.text(greeting).fragments(of: 1))]),
    echoed(
      "rfc6455.8.1.valid-word-fragments-of-1-byte", "Fragments may end inside a character.",
      autobahn: ["6.2.4"], .text(UTF8Samples.word),
      [.write(Payload.text(UTF8Samples.word).fragments(of: 1))]),
    failed(
      "rfc6455.8.1.invalid", "Text with a surrogate in it is no UTF-8.", autobahn: ["6.3.1"],
      codes: [1007], [.write([.text(surrogate)])]),
    failed(
      "rfc6455.8.1.invalid-fragments-of-1-byte",
      "Text is judged as a whole: also in fragments of one octet.", autobahn: ["6.3.2"],
      codes: [1007], [.write(Payload.text(surrogate).fragments(of: 1))]),
    failed(
      "rfc6455.8.1.cut-at-the-end", "A message doesn't end inside a character.", codes: [1007],
      [.write([.text(Array("h".utf8), fin: false), .continuation([0xC3])])]),
    failed(
      "rfc6455.8.1.split-over-messages", "A character isn't split over two messages.",
      codes: [1007],
      [.write([.text([0xC3]), .text([0xA4])])]),
    echoed(
      "rfc6455.8.1.binary-is-not-text", "A binary message may hold any octets.",
      .binary(Array(0...255))),
  ]

  /// Valid, then beyond U+10FFFF, then ASCII.
  private static let beyond = (
    UTF8Samples.word, [0xF4, 0x90, 0x80, 0x80] as [UInt8], Array("edited".utf8)
  )
  private static let whole = beyond.0 + beyond.1 + beyond.2

  private static let failFast: [Case] = [
    inFrames("rfc6455.8.1.fail-fast-frames", "6.4.1", beyond.0.count, beyond.1.count),
    inFrames("rfc6455.8.1.fail-fast-frames-at-the-octet", "6.4.2", 12, 1),
    inChops("rfc6455.8.1.fail-fast-chops", "6.4.3", beyond.0.count, beyond.1.count),
    inChops("rfc6455.8.1.fail-fast-chops-at-the-octet", "6.4.4", 12, 1),
  ]

  private static let mark = Array("failed already?".utf8)

  /// A ping between the frames finds out whether the server has failed the connection.
  private static func inFrames(_ id: String, _ autobahn: String, _ first: Int, _ second: Int)
    -> Case
  {
    failed(
      id, "Text that cannot become UTF-8 any more is best rejected at once: between frames.",
      autobahn: [autobahn], codes: [1007],
      [
        .write([.text(Array(whole.prefix(first)), fin: false)]),
        .write([
          .continuation(Array(whole.dropFirst(first).prefix(second)), fin: false), .ping(mark),
        ]), .await(.pong(mark)),
        .write([.continuation(Array(whole.dropFirst(first + second)))]),
      ]
    ).with {
      $0.level = .should
      $0.accepts = [
        Outcome("the server fails the connection before the message's end") {
          $0.hasFailed && !$0.isAlive && !$0.pongs.contains(mark)
        }, .fails.counting(as: .nonStrict, "it fails it at the end"),
        .livesOn.counting(as: .fail),
      ]
    }
  }

  /// Inside a frame nothing else can be sent: here only time tells.
  private static func inChops(_ id: String, _ autobahn: String, _ first: Int, _ second: Int) -> Case
  {
    let octets = RawFrame.text(whole).bytes
    let header = octets.count - whole.count
    let steps: [Step] = [
      .octets(Array(octets.prefix(header + first))),
      .octets(Array(octets.dropFirst(header + first).prefix(second))), .idle,
      .octets(Array(octets.dropFirst(header + first + second))),
    ]
    return failed(
      id, "Text that cannot become UTF-8 any more is best rejected at once: inside a frame.",
      autobahn: [autobahn], codes: [1007], steps
    ).with {
      $0.level = .should
      $0.accepts = [
        Outcome("the server fails the connection before the frame's end") {
          $0.hasFailed && !$0.isAlive && $0.stepsTaken < steps.count
        }, .fails.counting(as: .nonStrict, "it fails it at the end"),
        .livesOn.counting(as: .fail),
      ]
    }
  }
}
