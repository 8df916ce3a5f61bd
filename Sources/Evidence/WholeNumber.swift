extension Int {
  /// The nearest whole number, of one that may come from a stored report: at most 10¹⁵ either way, so
  /// that sums of some hold; 0 where it is no number.
  public init(nearest value: Double) {
    let most = 1e15
    self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -most), most).rounded())
  }
}
