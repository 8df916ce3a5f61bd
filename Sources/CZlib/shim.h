// zlib's header, and functions in place of the macros that Swift cannot call.
#include <zlib.h>
