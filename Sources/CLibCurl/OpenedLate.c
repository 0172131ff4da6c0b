/// libcurl's functions, as far as anything in the program refers to them. Each passes its call on to libcurl, which is
/// opened when it is first needed.
///
/// libcurl needs 26 other libraries. Were it linked, each start would look for them and bind them, which took a third
/// of the time of a small snapshot, and a snapshot could not be diagnosed on a machine that lacks libcurl. Foundation's
/// networking, which comes with FlyingFox, refers to libcurl too: so the functions bear libcurl's own names, and
/// link/libcurl.so lies where the linker would find libcurl. A reference to a function that is not here does not link.

#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

// The functions themselves, not the macros that check the types of what is passed to them.
#define CURL_DISABLE_TYPECHECK
#include "CLibCurl.h"
#undef curl_easy_getinfo
#undef curl_easy_setopt
#undef curl_multi_setopt

#define EACH_FUNCTION(X)                                                                                               \
    X(curl_easy_cleanup)                                                                                               \
    X(curl_easy_getinfo)                                                                                               \
    X(curl_easy_init)                                                                                                  \
    X(curl_easy_pause)                                                                                                 \
    X(curl_easy_setopt)                                                                                                \
    X(curl_easy_strerror)                                                                                              \
    X(curl_free)                                                                                                       \
    X(curl_global_init)                                                                                                \
    X(curl_multi_add_handle)                                                                                           \
    X(curl_multi_assign)                                                                                               \
    X(curl_multi_cleanup)                                                                                              \
    X(curl_multi_info_read)                                                                                            \
    X(curl_multi_init)                                                                                                 \
    X(curl_multi_perform)                                                                                              \
    X(curl_multi_poll)                                                                                                 \
    X(curl_multi_remove_handle)                                                                                        \
    X(curl_multi_setopt)                                                                                               \
    X(curl_multi_socket_action)                                                                                        \
    X(curl_multi_wakeup)                                                                                               \
    X(curl_slist_append)                                                                                               \
    X(curl_slist_free_all)                                                                                             \
    X(curl_url)                                                                                                        \
    X(curl_url_get)                                                                                                    \
    X(curl_url_set)                                                                                                    \
    X(curl_version)                                                                                                    \
    X(curl_version_info)

#define DECLARE(name) __typeof__(&name) name;
static struct { EACH_FUNCTION(DECLARE) } opened;
static char problem[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    bool is_whole = library != NULL;
#define FIND(name) is_whole = is_whole && (opened.name = (__typeof__(&name))dlsym(library, #name)) != NULL;
    EACH_FUNCTION(FIND)
    if (is_whole) return;
    const char *told = dlerror();
    snprintf(problem, sizeof problem, "%s", told != NULL ? told : "libcurl.so.4 lacks a function");
}

const char *clc_open(void) {
    pthread_once(&once, open_library);
    return problem[0] == '\0' ? NULL : problem;
}

/// libcurl's function of that name. Whoever calls without having asked `clc_open` has nowhere to go on.
#define LIBCURL(name) (clc_open() == NULL ? opened.name : (abort(), opened.name))

/// The one argument of a variadic function, of whatever type: on the platforms of Swift for Linux, a long and every
/// pointer are passed alike.
#define PASS_ON(name, handle, option)                                                                                  \
    va_list arguments;                                                                                                 \
    va_start(arguments, option);                                                                                       \
    void *value = va_arg(arguments, void *);                                                                           \
    va_end(arguments);                                                                                                 \
    return LIBCURL(name)(handle, option, value);

CURLcode curl_easy_getinfo(CURL *easy, CURLINFO info, ...) { PASS_ON(curl_easy_getinfo, easy, info) }
CURLcode curl_easy_setopt(CURL *easy, CURLoption option, ...) { PASS_ON(curl_easy_setopt, easy, option) }
CURLMcode curl_multi_setopt(CURLM *multi, CURLMoption option, ...) { PASS_ON(curl_multi_setopt, multi, option) }

void curl_easy_cleanup(CURL *easy) { LIBCURL(curl_easy_cleanup)(easy); }
CURL *curl_easy_init(void) { return LIBCURL(curl_easy_init)(); }
CURLcode curl_easy_pause(CURL *easy, int directions) { return LIBCURL(curl_easy_pause)(easy, directions); }
const char *curl_easy_strerror(CURLcode code) { return LIBCURL(curl_easy_strerror)(code); }
void curl_free(void *memory) { LIBCURL(curl_free)(memory); }
CURLcode curl_global_init(long flags) { return LIBCURL(curl_global_init)(flags); }

CURLMcode curl_multi_add_handle(CURLM *multi, CURL *easy) { return LIBCURL(curl_multi_add_handle)(multi, easy); }
CURLMcode curl_multi_assign(CURLM *multi, curl_socket_t socket, void *value) {
    return LIBCURL(curl_multi_assign)(multi, socket, value);
}
CURLMcode curl_multi_cleanup(CURLM *multi) { return LIBCURL(curl_multi_cleanup)(multi); }
CURLMsg *curl_multi_info_read(CURLM *multi, int *left) { return LIBCURL(curl_multi_info_read)(multi, left); }
CURLM *curl_multi_init(void) { return LIBCURL(curl_multi_init)(); }
CURLMcode curl_multi_perform(CURLM *multi, int *running) { return LIBCURL(curl_multi_perform)(multi, running); }
CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd others[], unsigned int count, int milliseconds, int *ready) {
    return LIBCURL(curl_multi_poll)(multi, others, count, milliseconds, ready);
}
CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *easy) { return LIBCURL(curl_multi_remove_handle)(multi, easy); }
CURLMcode curl_multi_socket_action(CURLM *multi, curl_socket_t socket, int events, int *running) {
    return LIBCURL(curl_multi_socket_action)(multi, socket, events, running);
}
CURLMcode curl_multi_wakeup(CURLM *multi) { return LIBCURL(curl_multi_wakeup)(multi); }

struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
    return LIBCURL(curl_slist_append)(list, text);
}
void curl_slist_free_all(struct curl_slist *list) { LIBCURL(curl_slist_free_all)(list); }

CURLU *curl_url(void) { return LIBCURL(curl_url)(); }
// In C it needs another name: its first parameter is const in some versions of libcurl only.
CURLUcode clc_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) __asm__("curl_url_get");
CURLUcode clc_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
    return LIBCURL(curl_url_get)(url, part, text, flags);
}
CURLUcode curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
    return LIBCURL(curl_url_set)(url, part, text, flags);
}

char *curl_version(void) { return LIBCURL(curl_version)(); }
curl_version_info_data *curl_version_info(CURLversion version) { return LIBCURL(curl_version_info)(version); }
