/// The JSON Schema of our reports.
public enum ReportSchema {
  public static let text = ""
}
