import ReportDocument

extension Format {
  static let json = Format(id: "json", title: "for programs: see reports/report.schema.json") {
    document, _ in try JSONRenderer.render(document)
  }
}
