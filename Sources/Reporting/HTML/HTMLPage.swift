import Evidence
import ReportDocument

extension Format {
  static let html = Format(id: "html", title: "one file for the browser and for print") {
    document, _ in
    switch document {
    case .report(let report): HTMLPage.of(report)
    case .collection(let collection): HTMLPage.of(collection)
    case .diff(let diff): HTMLPage.of(diff)
    case .lint: ""
    }
  }
}

/// The whole file: readable without network and without script.
enum HTMLPage {
  static func of(_ report: Report) -> String {
    let renderer = HTMLRenderer(report)
    return page(
      title: "\(report.verdict.rawValue): \(report.target.url)",
      header: renderer.header, contents: renderer.contents, body: renderer.sections,
      tool: report.tool, schemaVersion: report.schemaVersion)
  }

  static func of(_ collection: ReportCollection) -> String {
    let renderers = collection.reports.enumerated().map {
      HTMLRenderer($1, number: $0 + 1)
    }
    return page(
      title: "\(collection.verdict.rawValue): \(collection.reports.count) reports",
      header: header(of: collection, renderers),
      contents: [],
      body: markup {
        for renderer in renderers {
          Element(.article, .id(renderer.anchor("report")), .class(.page)) {
            renderer.header
            renderer.contents
            renderer.sections
          }
        }
      },
      tool: collection.tool, schemaVersion: collection.schemaVersion)
  }

  static func page(
    title: Printable, header: [Markup], contents: [Markup], body: [Markup], tool: Tool,
    schemaVersion: String
  ) -> String {
    let main = Anchor("main")
    let page = Element(.html, .lang("en")) {
      Element(.head) {
        Element(.meta, .charset("utf-8"))
        Element(
          .meta, .httpEquivalent("Content-Security-Policy"),
          .content(ContentSecurityPolicy.text))
        Element(
          .meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
        Element(.meta, .name("color-scheme"), .content("light dark"))
        Element(.meta, .name("referrer"), .content("no-referrer"))
        Element(.title) { title + " · wsdoctor" }
        Element(.style) { [.verbatim(Style.sheet)] }
      }
      Element(.body) {
        Element(.a, .class(.skip), .href(main)) { "Skip to the report" }
        Element(.header) { header }
        contents
        Element(.main, .id(main)) { body }
        Element(.footer) {
          Element(.p) {
            "Written by \(tool.name) \(tool.version), report schema \(schemaVersion). Secrets are left out when they are recorded; addresses, paths and host names stay."
          }
        }
        Element(.script) { [.verbatim(CopyScript.source)] }
      }
    }
    var html = "<!doctype html>"
    page.write(to: &html)
    return html + "\n"
  }

  /// The overview of several targets.
  private static func header(of collection: ReportCollection, _ renderers: [HTMLRenderer])
    -> [Markup]
  {
    markup {
      Element(.p, .class(.tool)) {
        "\(collection.tool.name) \(collection.tool.version), exit status \(collection.exitStatus)"
      }
      Element(.h1) {
        collection.verdict.badge
        " \(collection.reports.count) reports"
      }
      Element(.table, .class(.stacked)) {
        Element(.caption) { "What was found, by target" }
        columns("Target", "Verdict", "Summary")
        Element(.tbody) {
          for renderer in renderers {
            Element(.tr) {
              Element(.th, .rowHeader) {
                Element(.a, .href(renderer.anchor("report"))) {
                  value(renderer.report.target.url)
                }
              }
              Element(.td, .column("Verdict")) { renderer.report.verdict.badge }
              Element(.td, .column("Summary")) { prose(renderer.report.summary) }
            }
          }
        }
      }
    }
  }
}

/// A list of pieces written as the content of an element is.
func markup(@MarkupBuilder _ content: () -> [Markup]) -> [Markup] { content() }
