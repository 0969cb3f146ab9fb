/* What Swift cannot call of libcurl: its variadic functions, one typed wrapper for each kind of argument. */
#ifndef PRESEND_CCURL_SHIM_H
#define PRESEND_CCURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode presend_curl_setopt_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

/* libcurl copies the string. */
static inline CURLcode presend_curl_setopt_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode presend_curl_setopt_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*presend_curl_header_function)(char *octets, size_t size, size_t count, void *context);

static inline CURLcode presend_curl_setopt_header_function(CURL *handle, presend_curl_header_function function,
                                                           void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

typedef int (*presend_curl_debug_function)(CURL *handle, curl_infotype kind, char *octets, size_t count, void *context);

static inline CURLcode presend_curl_setopt_debug_function(CURL *handle, presend_curl_debug_function function, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
}

static inline CURLcode presend_curl_getinfo_socket(CURL *handle, curl_socket_t *socket) {
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}

/* A cast macro of libcurl's that is not imported. */
static inline CURLcode presend_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

#endif
