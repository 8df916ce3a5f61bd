import Evidence
import Testing

@testable import ReportDocument
@testable import Reporting

/// A stored report may hold any number: each is shown or refused, and none ends the program.
@Suite struct ExtremeNumberTests {
  static let extremes = [
    "1e300", "-1e300", "-1", "5e-324", "1e18", "9223372036854775807", "-9223372036854775808",
    "1e999", "\"NaN\"",
  ]

  static let samples: [String: Report] = [
    "everything": Sample.withEverything, "held": Sample.idleTooShort,
    "conformance": Sample.conformanceThroughProxy, "healthy": Sample.healthy,
  ]

  @Test(arguments: samples.keys.sorted())
  func `each number in turn is replaced by each extreme one`(name: String) throws {
    let text = try Format.json.render(.report(try #require(Self.samples[name])))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var tried = 0
    var shown = 0
    // Of many that are alike, as of frames, the first ones.
    var seen: [Substring: Int] = [:]
    for (index, line) in lines.enumerated() {
      // Numbers are the last in their line, behind a name or by themselves.
      guard let number = line.firstMatch(of: /^(.*: |\s*)(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)(,?)$/)
      else { continue }
      seen[number.output.1, default: 0] += 1
      guard seen[number.output.1, default: 0] <= 2 else { continue }
      for extreme in Self.extremes {
        var changed = lines
        changed[index] = "\(number.output.1)\(extreme)\(number.output.3)"
        tried += 1
        do throws(JSONRenderer.Problem) {
          let document = try JSONRenderer.read(changed.joined(separator: "\n"))
          show(document)
          shown += 1
        } catch {
          guard case .damaged(let place, _) = error else {
            Issue.record("\(changed[index]): \(error)")
            continue
          }
          #expect(place.line == index + 1, "\(changed[index]): \(error)")
        }
      }
    }
    #expect(tried > 100 && shown > tried / 2, "\(shown) of \(tried)")
  }

  private func show(_ document: Document) {
    let verbose = Presentation(detail: .verbose)
    for format in Format.all {
      do {
        let text = try format.render(document)
        #expect(text.firstMatch(of: /[0-9 ](nan|inf)\b/) == nil, "\(format.id)")
        if format.id == "text" { _ = try format.render(document, as: verbose) }
      } catch {
        Issue.record("\(format.id): \(error)")
      }
    }
  }

  static let nearest: [(Double, Int)] = [
    (1.5, 2), (-1.5, -2), (0.4, 0), (1e300, 1_000_000_000_000_000),
    (-.infinity, -1_000_000_000_000_000), (.nan, 0), (75, 75),
  ]

  @Test(arguments: nearest) func `a number becomes the nearest whole one`(
    value: Double, whole: Int
  ) {
    #expect(Int(nearest: value) == whole)
  }
}
