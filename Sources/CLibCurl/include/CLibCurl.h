#pragma once

/// libcurl for Swift, which cannot call variadic functions: one function for each type that an option takes.

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

/// Opens libcurl, once. Everything else here, and libcurl's own functions, may be called after that only.
/// Returns null, or why libcurl cannot be opened.
const char *clc_open(void);

CURLcode clc_set_long(CURL *easy, CURLoption option, long value);
/// curl copies the text; null unsets the option.
CURLcode clc_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode clc_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode clc_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
/// curl copies the bytes.
CURLcode clc_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count);

typedef size_t (*clc_data_function)(char *bytes, size_t size, size_t count, void *context);
CURLcode clc_set_data_function(CURL *easy, CURLoption option, clc_data_function function);

CURLcode clc_get_long(CURL *easy, CURLINFO info, long *value);
/// The text belongs to curl; null when there is none.
CURLcode clc_get_string(CURL *easy, CURLINFO info, const char **value);
CURLcode clc_get_pointer(CURL *easy, CURLINFO info, void **value);

CURLMcode clc_multi_set_long(CURLM *multi, CURLMoption option, long value);

/// The next transfer that has ended, and how; null when there is none.
CURL *clc_multi_next_ended(CURLM *multi, CURLcode *result);
