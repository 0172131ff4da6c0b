#pragma once

/// GNU libmicrohttpd for Swift, driven by a loop of the caller's: one daemon that never starts a thread, with typed
/// functions in place of variadic ones. And epoll, whose packed structure Swift cannot read.
///
/// The library is opened when the first server starts: it needs nine others, and most commands never serve.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Opens libmicrohttpd, once. Everything else here may be called after that only.
/// Returns null, or why it cannot be opened.
const char *cmh_open(void);

typedef struct cmh_server cmh_server;
/// A client's connection (`struct MHD_Connection`).
typedef struct cmh_connection cmh_connection;

/// The settings of a server. Everything is called on the thread that calls `cmh_run`.
typedef struct {
    /// A socket that listens and does not block. It belongs to the server from then on.
    int listener;
    unsigned int connections;
    /// Zero for no limit.
    unsigned int connections_per_address;
    /// A connection without traffic is closed after so many seconds.
    unsigned int idle_seconds;
    /// Memory for the head of a request and for small writes, per connection.
    size_t connection_bytes;
    void *context;

    /// A request line arrived. Returns the request that the other functions are given; never null.
    void *(*begin)(void *context, cmh_connection *connection, const char *target);
    /// The headers arrived (`bytes` null and `count` zero, first call), a piece of the body did, or all of it did (zero
    /// again). A piece is used up. Ends with `cmh_respond`, or `cmh_suspend`, or neither to read on; false closes the
    /// connection.
    bool (*proceed)(
        void *context, void *request, cmh_connection *connection, const char *method, const void *bytes, size_t count);
    /// The request is over, answered or not. It is not used again.
    void (*finish)(void *context, void *request);
    /// Copies the next bytes of the answer's body. Returns how many, zero after `cmh_suspend`, `CMH_END`, `CMH_CUT_OFF`.
    ssize_t (*read)(void *request, void *buffer, size_t capacity);
    void (*opened)(void *context, int socket);
    /// A connection is about to be closed.
    void (*closed)(void *context, int socket);
} cmh_settings;

/// The value that `read` returns at the end of a body, and where the connection is to be closed in the middle of it.
enum { CMH_END = -1, CMH_CUT_OFF = -2 };
#define CMH_UNKNOWN_SIZE UINT64_MAX

/// Null when memory or descriptors are short.
cmh_server *cmh_start(const cmh_settings *settings);
/// The descriptor to wait for with a poller before `cmh_run`.
int cmh_descriptor(const cmh_server *server);
/// Handles what has arrived, without waiting.
void cmh_run(cmh_server *server);
/// Milliseconds until `cmh_run` must be called even if nothing arrives; -1 for no limit.
int cmh_milliseconds_left(const cmh_server *server);
/// Accepts no more connections.
void cmh_stop_listening(cmh_server *server);
/// Closes all connections. None may be suspended.
void cmh_stop(cmh_server *server);

typedef void cmh_header_function(
    void *context, const char *name, size_t name_count, const char *value, size_t value_count);
/// Passes each header of a request on, in order.
void cmh_each_header(cmh_connection *connection, void *context, cmh_header_function *function);
int cmh_socket(cmh_connection *connection);

void cmh_suspend(cmh_connection *connection);
void cmh_resume(cmh_connection *connection);

typedef struct {
    const char *name;
    const char *value;
} cmh_header;

/// Answers a request; its body comes from `read`, in portions of up to `portion` bytes.
/// False when memory is short or a header is none.
bool cmh_respond(
    cmh_server *server, cmh_connection *connection, unsigned int status, const cmh_header *headers, size_t header_count,
    uint64_t size, size_t portion, void *request);

// MARK: - epoll

/// A descriptor of a poller, or -1.
int cmh_poller(void);
/// Waits for something to read.
bool cmh_poller_add_reading(int poller, int descriptor, uint64_t tag);
/// Waits for the other end to go, or to say that it sends nothing more; tells it once.
bool cmh_poller_add_leaving(int poller, int descriptor, uint64_t tag);
void cmh_poller_remove(int poller, int descriptor);
/// Finds out what something happened to. How many tags; none when the time is over. -1 milliseconds is no limit.
int cmh_poller_wait(int poller, uint64_t *tags, int capacity, int milliseconds);

/// A descriptor that can be written to from any thread to wake a poller, or -1.
int cmh_bell(void);
void cmh_ring(int bell);
void cmh_silence(int bell);

/// How many bytes have arrived at a socket and were not read.
int cmh_unread_bytes(int socket);
