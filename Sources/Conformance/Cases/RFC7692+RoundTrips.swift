import Evidence
import WebSocketCompression

extension Case {
  /// Compressed messages of many sizes and kinds, there and back (Autobahn's groups 12 and 13).
  static let roundTripsCompressed: [Case] = kinds + parameters

  /// Octets of a message, and of its fragments.
  private static let rows: [(size: Int, fragment: Int?)] = [
    (16, nil), (64, nil), (256, nil), (1024, nil), (4096, nil), (8192, nil), (16384, nil),
    (32768, nil), (65536, nil), (131_072, nil), (8192, 256), (16384, 256), (32768, 256),
    (65536, 256), (131_072, 256), (131_072, 1024), (131_072, 4096), (131_072, 32768),
  ]

  /// Messages of a case; Autobahn sends a thousand, which tells no more.
  private static let count = 8

  private static let kinds: [Case] = Filler.Kind.allCases.enumerated().flatMap { index, kind in
    rows.enumerated().map { row, form in
      roundTrip(
        "rfc7692.7.2.\(kind.rawValue)-\(name(form))", "12.\(index + 1).\(row + 1)", kind, form,
        "permessage-deflate; client_max_window_bits")
    }
  }

  private static let variants: [(name: String, offer: String)] = [
    ("plain", ""), ("no-takeover", "; server_no_context_takeover"),
    ("window-9", "; server_max_window_bits=9"), ("window-15", "; server_max_window_bits=15"),
    ("no-takeover-window-9", "; server_no_context_takeover; server_max_window_bits=9"),
    ("no-takeover-window-15", "; server_no_context_takeover; server_max_window_bits=15"),
  ]

  private static let parameters: [Case] =
    variants.enumerated().flatMap { index, variant in
      rows.enumerated().map { row, form in
        roundTrip(
          "rfc7692.7.1.\(variant.name)-\(name(form))", "13.\(index + 1).\(row + 1)", .json, form,
          "permessage-deflate; client_max_window_bits\(variant.offer)")
      }
    }
    + rows.enumerated().map { row, form in
      roundTrip(
        "rfc7692.7.1.fallback-\(name(form))", "13.7.\(row + 1)", .json, form,
        "permessage-deflate; client_max_window_bits; server_no_context_takeover; "
          + "server_max_window_bits=9, permessage-deflate; client_max_window_bits; "
          + "server_no_context_takeover, permessage-deflate; client_max_window_bits")
    }

  private static func name(_ form: (size: Int, fragment: Int?)) -> String {
    "\(form.size)" + (form.fragment.map { "-in-\($0)" } ?? "")
  }

  private static func roundTrip(
    _ id: String, _ autobahn: String, _ kind: Filler.Kind, _ form: (size: Int, fragment: Int?),
    _ offer: String
  ) -> Case {
    Case(
      id: id, tier: form.size > 8192 || form.fragment != nil ? .full : .safe,
      needs: [.echo, .agreement], autobahn: [autobahn],
      requirement:
        "Messages of \(form.size) octets\(form.fragment.map { " in fragments of \($0)" } ?? "") come back, compressed as agreed.",
      opening: .offering(offer),
      steps: [.compressed(kind, size: form.size, fragment: form.fragment, count: count)]
        + [.await(.messages(count))], ending: .close,
      accepts: [
        Outcome(Outcome.messagesComeBack) { trace in
          trace.damage == nil
            && trace.holds((0..<count).map { kind.message(form.size, number: $0) })
        }
      ], closing: .codes([1000]))
  }
}
