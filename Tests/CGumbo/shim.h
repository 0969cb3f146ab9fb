#ifndef PRESEND_CGUMBO_SHIM_H
#define PRESEND_CGUMBO_SHIM_H
/* libgumbo, the oracle of a differential test; no part of any program. */
#include <gumbo.h>
#endif
