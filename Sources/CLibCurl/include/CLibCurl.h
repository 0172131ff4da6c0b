#pragma once

/// libcurl for Swift, which cannot call variadic functions: one function for each type that an option takes.
///
/// libcurl is opened when the first request is made, and not linked: it needs 26 other libraries, which would be looked
/// for and bound at each start, also where a saved snapshot is read. So only the functions here can be called; one of
/// libcurl's own does not link.

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

/// Opens libcurl, once. Everything else here may be called after that only.
/// Returns null, or why libcurl cannot be opened.
const char *clc_open(void);

// MARK: - libcurl's functions as they are

CURLcode clc_global_init(long flags);

CURL *clc_easy_init(void);
void clc_easy_cleanup(CURL *easy);
CURLcode clc_easy_pause(CURL *easy, int directions);
const char *clc_easy_strerror(CURLcode code);

struct curl_slist *clc_slist_append(struct curl_slist *list, const char *text);
void clc_slist_free_all(struct curl_slist *list);

CURLM *clc_multi_init(void);
void clc_multi_cleanup(CURLM *multi);
CURLMcode clc_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode clc_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode clc_multi_perform(CURLM *multi, int *running);
/// Waits for something to do, at most so long.
CURLMcode clc_multi_poll(CURLM *multi, int milliseconds);
CURLMcode clc_multi_wakeup(CURLM *multi);

// MARK: - Options

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

CURLMcode clc_multi_set_long(CURLM *multi, CURLMoption option, long value);

/// The next transfer that has ended, and how; null when there is none.
CURL *clc_multi_next_ended(CURLM *multi, CURLcode *result);
