// zlib's header, and functions in place of the macros that Swift cannot call.
#include <zlib.h>

static inline int wsdoctor_deflateInit(z_streamp stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}

static inline int wsdoctor_inflateInit(z_streamp stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
