#ifndef PRESEND_CCURL_SHIM_H
#define PRESEND_CCURL_SHIM_H
#include <curl/curl.h>
#endif
