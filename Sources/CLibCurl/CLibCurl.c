#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

// The functions themselves, not the macros that check the types of what is passed to them.
#define CURL_DISABLE_TYPECHECK
#include "CLibCurl.h"
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

// MARK: - The library

/// The functions that are used, looked up by name.
#define EACH_FUNCTION(X)                                                                                               \
    X(curl_easy_cleanup)                                                                                               \
    X(curl_easy_getinfo)                                                                                               \
    X(curl_easy_init)                                                                                                  \
    X(curl_easy_pause)                                                                                                 \
    X(curl_easy_setopt)                                                                                                \
    X(curl_easy_strerror)                                                                                              \
    X(curl_global_init)                                                                                                \
    X(curl_multi_add_handle)                                                                                           \
    X(curl_multi_cleanup)                                                                                              \
    X(curl_multi_info_read)                                                                                            \
    X(curl_multi_init)                                                                                                 \
    X(curl_multi_perform)                                                                                              \
    X(curl_multi_poll)                                                                                                 \
    X(curl_multi_remove_handle)                                                                                        \
    X(curl_multi_setopt)                                                                                               \
    X(curl_multi_wakeup)                                                                                               \
    X(curl_slist_append)                                                                                               \
    X(curl_slist_free_all)

#define DECLARE(name) __typeof__(&name) name;
static struct { EACH_FUNCTION(DECLARE) } library;
static char problem[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    bool is_whole = handle != NULL;
#define FIND(name) is_whole = is_whole && (library.name = (__typeof__(&name))dlsym(handle, #name)) != NULL;
    EACH_FUNCTION(FIND)
    if (is_whole) return;
    const char *told = dlerror();
    snprintf(problem, sizeof problem, "%s", told != NULL ? told : "libcurl.so.4 lacks a function");
}

const char *clc_open(void) {
    pthread_once(&once, open_library);
    return problem[0] == '\0' ? NULL : problem;
}

// MARK: - libcurl's functions as they are

CURLcode clc_global_init(long flags) { return library.curl_global_init(flags); }

CURL *clc_easy_init(void) { return library.curl_easy_init(); }

void clc_easy_cleanup(CURL *easy) { library.curl_easy_cleanup(easy); }

CURLcode clc_easy_pause(CURL *easy, int directions) { return library.curl_easy_pause(easy, directions); }

const char *clc_easy_strerror(CURLcode code) { return library.curl_easy_strerror(code); }

struct curl_slist *clc_slist_append(struct curl_slist *list, const char *text) {
    return library.curl_slist_append(list, text);
}

void clc_slist_free_all(struct curl_slist *list) { library.curl_slist_free_all(list); }

CURLM *clc_multi_init(void) { return library.curl_multi_init(); }

void clc_multi_cleanup(CURLM *multi) { library.curl_multi_cleanup(multi); }

CURLMcode clc_multi_add_handle(CURLM *multi, CURL *easy) { return library.curl_multi_add_handle(multi, easy); }

CURLMcode clc_multi_remove_handle(CURLM *multi, CURL *easy) { return library.curl_multi_remove_handle(multi, easy); }

CURLMcode clc_multi_perform(CURLM *multi, int *running) { return library.curl_multi_perform(multi, running); }

CURLMcode clc_multi_poll(CURLM *multi, int milliseconds) {
    return library.curl_multi_poll(multi, NULL, 0, milliseconds, NULL);
}

CURLMcode clc_multi_wakeup(CURLM *multi) { return library.curl_multi_wakeup(multi); }

// MARK: - Options

CURLcode clc_set_long(CURL *easy, CURLoption option, long value) {
    return library.curl_easy_setopt(easy, option, value);
}

CURLcode clc_set_string(CURL *easy, CURLoption option, const char *value) {
    return library.curl_easy_setopt(easy, option, value);
}

CURLcode clc_set_pointer(CURL *easy, CURLoption option, void *value) {
    return library.curl_easy_setopt(easy, option, value);
}

CURLcode clc_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return library.curl_easy_setopt(easy, option, value);
}

CURLcode clc_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {.data = (void *)bytes, .len = count, .flags = CURL_BLOB_COPY};
    return library.curl_easy_setopt(easy, option, &blob);
}

CURLcode clc_set_data_function(CURL *easy, CURLoption option, clc_data_function function) {
    return library.curl_easy_setopt(easy, option, function);
}

CURLcode clc_get_long(CURL *easy, CURLINFO info, long *value) { return library.curl_easy_getinfo(easy, info, value); }

CURLMcode clc_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return library.curl_multi_setopt(multi, option, value);
}

CURL *clc_multi_next_ended(CURLM *multi, CURLcode *result) {
    int left = 0;
    for (CURLMsg *message; (message = library.curl_multi_info_read(multi, &left));) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
