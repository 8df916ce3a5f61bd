// OpenSSL's headers, and functions in place of the macros that Swift cannot call.
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static inline long wsdoctor_ctx_set_min_version(SSL_CTX *ctx, int version) {
  return SSL_CTX_set_min_proto_version(ctx, version);
}

static inline long wsdoctor_set_server_name(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, name);
}

static inline void wsdoctor_set_write_modes(SSL *ssl) {
  SSL_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                        SSL_MODE_RELEASE_BUFFERS);
}

static inline int wsdoctor_err_reason(unsigned long error) { return ERR_GET_REASON(error); }

static inline int wsdoctor_certificates_count(const STACK_OF(X509) *stack) {
  return stack ? sk_X509_num(stack) : 0;
}

static inline X509 *wsdoctor_certificates_at(const STACK_OF(X509) *stack, int index) {
  return sk_X509_value(stack, index);
}

static inline int wsdoctor_names_count(const GENERAL_NAMES *names) {
  return names ? sk_GENERAL_NAME_num(names) : 0;
}

static inline GENERAL_NAME *wsdoctor_names_at(const GENERAL_NAMES *names, int index) {
  return sk_GENERAL_NAME_value(names, index);
}

static inline int wsdoctor_access_count(const AUTHORITY_INFO_ACCESS *access) {
  return access ? sk_ACCESS_DESCRIPTION_num(access) : 0;
}

static inline ACCESS_DESCRIPTION *wsdoctor_access_at(const AUTHORITY_INFO_ACCESS *access,
                                                     int index) {
  return sk_ACCESS_DESCRIPTION_value(access, index);
}

// One line, UTF-8 left readable, control characters escaped.
static inline int wsdoctor_print_name(BIO *out, const X509_NAME *name) {
  return X509_NAME_print_ex(out, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
}
