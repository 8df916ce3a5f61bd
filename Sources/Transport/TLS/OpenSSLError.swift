import COpenSSL

/// The errors that OpenSSL keeps per thread. They must be fetched on the thread of the failed call.
enum OpenSSLError {
  static func clear() {
    ERR_clear_error()
  }

  /// Takes the oldest error and drops the rest.
  static func take() -> (alert: UInt8?, text: String) {
    let error = ERR_get_error()
    ERR_clear_error()
    guard error != 0 else { return (nil, "no reason given") }
    let reason = Int(wsdoctor_err_reason(error))
    // A fatal alert of the peer is reported as 1000 plus its number.
    let alert = (1000...1255).contains(reason) ? UInt8(reason - 1000) : nil
    if let words = unsafe ERR_reason_error_string(error) {
      return (alert, unsafe String(cString: words))
    }
    return (alert, "error \(error)")
  }
}
