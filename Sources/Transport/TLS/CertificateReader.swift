import COpenSSL

/// Reads certificates into values.
enum CertificateReader {
  /// Longer chains are cut: nobody needs them, and the peer may be hostile.
  private static let chainLimit = 16
  /// As many alternative names are kept; large hosters put hundreds into one certificate.
  private static let nameLimit = 200

  /// The certificates that the peer sent, its own first.
  static func chain(of connection: OpaquePointer) -> [CertificateSummary] {
    let chain = unsafe SSL_get_peer_cert_chain(connection)
    let count = min(Int(unsafe wsdoctor_certificates_count(chain)), chainLimit)
    var summaries: [CertificateSummary] = []
    for index in 0..<count {
      if let certificate = unsafe wsdoctor_certificates_at(chain, Int32(index)) {
        summaries.append(unsafe summary(certificate))
      }
    }
    return summaries
  }

  private static func summary(_ certificate: OpaquePointer) -> CertificateSummary {
    let subject = unsafe X509_get_subject_name(certificate)
    let issuer = unsafe X509_get_issuer_name(certificate)
    return CertificateSummary(
      subject: unsafe text { unsafe wsdoctor_print_name($0, subject) },
      issuer: unsafe text { unsafe wsdoctor_print_name($0, issuer) },
      notBefore: unsafe seconds(X509_get0_notBefore(certificate)),
      notAfter: unsafe seconds(X509_get0_notAfter(certificate)),
      subjectAltNames: unsafe alternativeNames(certificate),
      isSelfSigned: unsafe X509_NAME_cmp(subject, issuer) == 0,
      issuerURL: unsafe issuerURL(certificate),
      sha256: unsafe fingerprint(certificate))
  }

  private static func text(_ print: (OpaquePointer) -> Int32) -> String {
    guard let out = unsafe BIO_new(BIO_s_mem()) else { return "" }
    defer { _ = unsafe BIO_free(out) }
    _ = unsafe print(out)
    var bytes = [UInt8](repeating: 0, count: min(Int(unsafe BIO_ctrl_pending(out)), 4096))
    let count = unsafe BIO_read(out, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
  }

  /// Seconds since 1970.
  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64 {
    let epoch = unsafe ASN1_TIME_set(nil, 0)
    defer { unsafe ASN1_TIME_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return 0 }
    return Int64(days) * 86_400 + Int64(seconds)
  }

  private static func fingerprint(_ certificate: OpaquePointer) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    guard unsafe X509_digest(certificate, EVP_sha256(), &digest, &length) == 1 else { return "" }
    let digits = Array("0123456789abcdef".utf8)
    let text = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static func alternativeNames(_ certificate: OpaquePointer) -> [String] {
    let extensionValue = unsafe X509_get_ext_d2i(
      certificate, NID_subject_alt_name, nil, nil)
    guard let names = OpaquePointer(extensionValue) else { return [] }
    defer { unsafe GENERAL_NAMES_free(names) }
    let count = min(Int(unsafe wsdoctor_names_count(names)), nameLimit)
    return (0..<count).compactMap { index in
      unsafe wsdoctor_names_at(names, Int32(index)).flatMap { unsafe name($0.pointee) }
    }
  }

  private static func name(_ name: GENERAL_NAME) -> String? {
    switch unsafe name.type {
    case GEN_DNS: return unsafe String(decoding: octets(name.d.dNSName), as: UTF8.self)
    case GEN_IPADD:
      let octets = unsafe octets(name.d.iPAddress)
      return octets.count == 4 || octets.count == 16
        ? SystemCall.formatNumericAddress(octets) : nil
    default: return nil
    }
  }

  private static func issuerURL(_ certificate: OpaquePointer) -> String? {
    let extensionValue = unsafe X509_get_ext_d2i(certificate, NID_info_access, nil, nil)
    guard let access = OpaquePointer(extensionValue) else { return nil }
    defer { unsafe AUTHORITY_INFO_ACCESS_free(access) }
    let count = unsafe wsdoctor_access_count(access)
    for index in 0..<count {
      guard let entry = unsafe wsdoctor_access_at(access, index)?.pointee,
        unsafe OBJ_obj2nid(entry.method) == NID_ad_ca_issuers,
        let location = unsafe entry.location, unsafe location.pointee.type == GEN_URI
      else { continue }
      return unsafe String(
        decoding: octets(location.pointee.d.uniformResourceIdentifier), as: UTF8.self)
    }
    return nil
  }

  private static func octets(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string, let data = unsafe ASN1_STRING_get0_data(string) else {
      return []
    }
    let count = Int(unsafe ASN1_STRING_length(string))
    return unsafe Array(UnsafeBufferPointer(start: data, count: count))
  }
}
