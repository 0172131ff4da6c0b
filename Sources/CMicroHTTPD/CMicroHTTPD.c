#include "CMicroHTTPD.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

// MARK: - The library

/// The functions that are used, looked up by name.
#define EACH_FUNCTION(X)                                                                                               \
    X(MHD_add_response_header)                                                                                         \
    X(MHD_create_response_from_callback)                                                                               \
    X(MHD_destroy_response)                                                                                            \
    X(MHD_get_connection_info)                                                                                         \
    X(MHD_get_connection_values_n)                                                                                     \
    X(MHD_get_daemon_info)                                                                                             \
    X(MHD_get_timeout)                                                                                                 \
    X(MHD_queue_response)                                                                                              \
    X(MHD_quiesce_daemon)                                                                                              \
    X(MHD_resume_connection)                                                                                           \
    X(MHD_run)                                                                                                         \
    X(MHD_start_daemon)                                                                                                \
    X(MHD_stop_daemon)                                                                                                 \
    X(MHD_suspend_connection)

#define DECLARE(name) __typeof__(&name) name;
static struct { EACH_FUNCTION(DECLARE) } library;
static char problem[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
    void *handle = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
    bool is_whole = handle != NULL;
#define FIND(name) is_whole = is_whole && (library.name = (__typeof__(&name))dlsym(handle, #name)) != NULL;
    EACH_FUNCTION(FIND)
    if (is_whole) return;
    const char *told = dlerror();
    snprintf(problem, sizeof problem, "%s", told != NULL ? told : "libmicrohttpd.so.12 lacks a function");
}

const char *cmh_open(void) {
    pthread_once(&once, open_library);
    return problem[0] == '\0' ? NULL : problem;
}

// MARK: - The server

struct cmh_server {
    cmh_settings settings;
    struct MHD_Daemon *daemon;
};

static struct MHD_Connection *of(cmh_connection *connection) { return (struct MHD_Connection *)connection; }

static void *begin(void *server, const char *target, struct MHD_Connection *connection) {
    const cmh_settings *settings = &((cmh_server *)server)->settings;
    return settings->begin(settings->context, (cmh_connection *)connection, target);
}

static enum MHD_Result proceed(
    void *server, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
    const char *bytes, size_t *count, void **request) {
    const cmh_settings *settings = &((cmh_server *)server)->settings;
    size_t given = *count;
    *count = 0;
    return settings->proceed(settings->context, *request, (cmh_connection *)connection, method, bytes, given)
        ? MHD_YES
        : MHD_NO;
}

static void finish(
    void *server, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode code) {
    const cmh_settings *settings = &((cmh_server *)server)->settings;
    if (*request != NULL) settings->finish(settings->context, *request);
    *request = NULL;
}

static void connection_changed(
    void *server, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code) {
    const cmh_settings *settings = &((cmh_server *)server)->settings;
    int socket = cmh_socket((cmh_connection *)connection);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        settings->opened(settings->context, socket);
    } else {
        settings->closed(settings->context, socket);
    }
}

/// Targets are decoded by the caller, who sees them as they were sent.
static size_t leave_escaped(void *server, struct MHD_Connection *connection, char *text) {
    size_t count = 0;
    while (text[count] != '\0') count++;
    return count;
}

cmh_server *cmh_start(const cmh_settings *settings) {
    cmh_server *server = calloc(1, sizeof *server);
    if (server == NULL) return NULL;
    server->settings = *settings;
    server->daemon = library.MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, proceed, server,
        MHD_OPTION_LISTEN_SOCKET, settings->listener,
        MHD_OPTION_CONNECTION_LIMIT, settings->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings->connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, settings->idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->connection_bytes,
        MHD_OPTION_URI_LOG_CALLBACK, begin, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, finish, server,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, server,
        MHD_OPTION_END);
    if (server->daemon != NULL) return server;
    // The library may have closed the listener, and its number may be another file's by now.
    free(server);
    return NULL;
}

int cmh_descriptor(const cmh_server *server) {
    const union MHD_DaemonInfo *info = library.MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info != NULL ? info->epoll_fd : -1;
}

void cmh_run(cmh_server *server) { library.MHD_run(server->daemon); }

int cmh_milliseconds_left(const cmh_server *server) {
    MHD_UNSIGNED_LONG_LONG milliseconds;
    if (library.MHD_get_timeout(server->daemon, &milliseconds) != MHD_YES) return -1;
    return milliseconds > INT_MAX ? INT_MAX : (int)milliseconds;
}

void cmh_stop_listening(cmh_server *server) {
    int listener = library.MHD_quiesce_daemon(server->daemon);
    if (listener != MHD_INVALID_SOCKET) close(listener);
}

void cmh_stop(cmh_server *server) {
    library.MHD_stop_daemon(server->daemon);
    free(server);
}

// MARK: - Requests

struct header_pass {
    void *context;
    cmh_header_function *function;
};

static enum MHD_Result pass_header(
    void *context, enum MHD_ValueKind kind, const char *name, size_t name_count, const char *value,
    size_t value_count) {
    const struct header_pass *pass = context;
    pass->function(pass->context, name, name_count, value, value != NULL ? value_count : 0);
    return MHD_YES;
}

void cmh_each_header(cmh_connection *connection, void *context, cmh_header_function *function) {
    struct header_pass pass = {context, function};
    library.MHD_get_connection_values_n(of(connection), MHD_HEADER_KIND, pass_header, &pass);
}

int cmh_socket(cmh_connection *connection) {
    const union MHD_ConnectionInfo *info =
        library.MHD_get_connection_info(of(connection), MHD_CONNECTION_INFO_CONNECTION_FD);
    return info != NULL ? info->connect_fd : -1;
}

void cmh_suspend(cmh_connection *connection) { library.MHD_suspend_connection(of(connection)); }

void cmh_resume(cmh_connection *connection) { library.MHD_resume_connection(of(connection)); }

// MARK: - Answers

/// The function to read a body with, and the request it is for.
struct body {
    ssize_t (*read)(void *request, void *buffer, size_t capacity);
    void *request;
};

_Static_assert(MHD_CONTENT_READER_END_OF_STREAM == CMH_END, "the end of a body");
_Static_assert(MHD_CONTENT_READER_END_WITH_ERROR == CMH_CUT_OFF, "the end of a connection");
_Static_assert(MHD_SIZE_UNKNOWN == CMH_UNKNOWN_SIZE, "a body of unknown size");

static ssize_t read_body(void *context, uint64_t position, char *buffer, size_t capacity) {
    const struct body *body = context;
    return body->read(body->request, buffer, capacity);
}

bool cmh_respond(
    cmh_server *server, cmh_connection *connection, unsigned int status, const cmh_header *headers, size_t header_count,
    uint64_t size, size_t portion, void *request) {
    struct body *body = malloc(sizeof *body);
    if (body == NULL) return false;
    *body = (struct body){server->settings.read, request};
    struct MHD_Response *response =
        library.MHD_create_response_from_callback(size, portion, read_body, body, free);
    if (response == NULL) {
        free(body);
        return false;
    }
    bool is_sent = true;
    for (size_t index = 0; index < header_count && is_sent; index++) {
        is_sent = library.MHD_add_response_header(response, headers[index].name, headers[index].value) == MHD_YES;
    }
    is_sent = is_sent && library.MHD_queue_response(of(connection), status, response) == MHD_YES;
    library.MHD_destroy_response(response);
    return is_sent;
}

// MARK: - epoll

int cmh_poller(void) { return epoll_create1(EPOLL_CLOEXEC); }

static bool add(int poller, int descriptor, uint32_t events, uint64_t tag) {
    struct epoll_event event = {.events = events, .data.u64 = tag};
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool cmh_poller_add_reading(int poller, int descriptor, uint64_t tag) { return add(poller, descriptor, EPOLLIN, tag); }

bool cmh_poller_add_leaving(int poller, int descriptor, uint64_t tag) {
    return add(poller, descriptor, EPOLLRDHUP | EPOLLET, tag);
}

void cmh_poller_remove(int poller, int descriptor) { epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, NULL); }

int cmh_poller_wait(int poller, uint64_t *tags, int capacity, int milliseconds) {
    struct epoll_event events[64];
    int count = epoll_wait(poller, events, capacity < 64 ? capacity : 64, milliseconds);
    for (int index = 0; index < count; index++) tags[index] = events[index].data.u64;
    return count < 0 ? 0 : count;
}

int cmh_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cmh_ring(int bell) {
    uint64_t one = 1;
    // It fails only if it rings already.
    if (write(bell, &one, sizeof one) < 0) return;
}

void cmh_silence(int bell) {
    uint64_t count;
    if (read(bell, &count, sizeof count) < 0) return;
}

int cmh_unread_bytes(int socket) {
    int count = 0;
    return ioctl(socket, FIONREAD, &count) == 0 ? count : 0;
}
