#pragma once

/// JSON for Swift, over simdjson: a splitter that finds the items of a list in a stream of bytes, and a reader that
/// walks one item. Nothing here throws, traps or recurses, whatever the bytes are.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: - Splitter

/// Finds the items of lists in a stream of JSON documents, whose bytes arrive in windows.
typedef struct csj_splitter csj_splitter;

/// What the splitter came to.
typedef enum {
    /// The window is used up. Bytes from `csj_splitter_retained` on must stand in the next window too.
    csj_event_need_input = 0,
    /// An item of a list, complete in the window.
    csj_event_item = 1,
    /// A document that is no list, complete in the window.
    csj_event_document = 2,
    /// A list begins: the envelope holds the members before its items, without the closing brace.
    csj_event_list_start = 3,
    /// A list ends: the envelope is complete.
    csj_event_list_end = 4,
    /// An item or document is larger than the limit, and was passed over.
    csj_event_oversized = 5,
    /// The bytes are no JSON: see `csj_splitter_position`.
    csj_event_invalid = 6,
} csj_event;

/// A new splitter that passes over items of more than `limit` bytes; null when memory is short.
csj_splitter *csj_splitter_create(size_t limit);
void csj_splitter_destroy(csj_splitter *splitter);

/// Uses only instructions that every processor of this architecture has, so that a test can compare.
void csj_splitter_keep_to_baseline(csj_splitter *splitter);

/// Goes on in a window to the next event. For items, `start` and `length` tell where it stands in the window.
csj_event csj_splitter_next(
    csj_splitter *splitter, const uint8_t *window, size_t windowLength, size_t *start, size_t *length);

/// The place in the window that the splitter has come to.
size_t csj_splitter_position(const csj_splitter *splitter);

/// The first byte of the window that is needed still; equal to the position when nothing is.
size_t csj_splitter_retained(const csj_splitter *splitter);

/// Tells the splitter that the first `count` bytes of the window are gone and the rest has moved to its front.
void csj_splitter_discard(csj_splitter *splitter, size_t count);

/// Whether the stream may end here: between two documents.
bool csj_splitter_is_between_documents(const csj_splitter *splitter);

/// The members of the present list beside its items.
const uint8_t *csj_splitter_envelope(const csj_splitter *splitter, size_t *length);

// MARK: - Keys

/// The keys of an object that a decoder wants, arranged for look-up.
typedef struct csj_keys csj_keys;

/// A table of `count` keys, which must outlive it; null when memory is short or there are more than 255.
csj_keys *csj_keys_create(const char *const *keys, size_t count);

// MARK: - Reader

/// Walks one JSON value. It stands on a value at any time, and whatever reads a value moves behind it.
///
/// The first failure is kept: from then on every object and array is at its end, and every value is absent.
typedef struct csj_reader csj_reader;

/// Bytes that stay as they are until the reader reads on.
typedef struct {
    const uint8_t *bytes;
    size_t length;
} csj_text;

typedef enum {
    csj_type_none = 0,
    csj_type_object = 1,
    csj_type_array = 2,
    csj_type_string = 3,
    csj_type_number = 4,
    csj_type_boolean = 5,
    csj_type_null = 6,
} csj_type;

typedef enum {
    csj_failure_none = 0,
    csj_failure_memory = 1,
    csj_failure_encoding = 2,
    csj_failure_syntax = 3,
    csj_failure_expected_object = 4,
    csj_failure_expected_array = 5,
    csj_failure_expected_string = 6,
    csj_failure_expected_number = 7,
    csj_failure_expected_boolean = 8,
    csj_failure_number_range = 9,
    csj_failure_escape = 10,
    /// The caller found the value to be wrong.
    csj_failure_value = 11,
} csj_failure;

/// A new reader; null when memory is short.
csj_reader *csj_reader_create(void);
void csj_reader_destroy(csj_reader *reader);

/// Takes up a value, whose bytes must stay until the next call.
csj_failure csj_reader_load(csj_reader *reader, const uint8_t *bytes, size_t length);
/// Goes back to the start of the value and forgets a failure, except of the load itself.
void csj_reader_rewind(csj_reader *reader);

/// Whether the whole value is JSON to the letter, nested no deeper than `deepest` (at most 256).
///
/// The reader itself looks only at what it is asked for, and passes over a comma too many.
bool csj_reader_is_well_formed(const csj_reader *reader, size_t deepest);

csj_failure csj_reader_failure(const csj_reader *reader);
/// Marks the value that was read last as wrong.
void csj_reader_fail(csj_reader *reader, csj_failure failure);
/// The path to the failed value, such as `spec.containers[0].image`; it stays until the reader is used again.
csj_text csj_reader_failure_path(csj_reader *reader);
/// The failed value as it is written, cut at 80 bytes.
csj_text csj_reader_failure_value(const csj_reader *reader);

/// The type of the value that the reader stands on.
csj_type csj_reader_type(const csj_reader *reader);
/// Passes over a null; false when the value is something else.
bool csj_reader_take_null(csj_reader *reader);
void csj_reader_skip(csj_reader *reader);

/// Where the reader stands, to go back there.
uint32_t csj_reader_place(const csj_reader *reader);
void csj_reader_go_to(csj_reader *reader, uint32_t place);

/// Goes into an object. False for null, which counts as absent, and for anything else, which is a failure.
bool csj_reader_enter_object(csj_reader *reader);
/// Goes to the next member whose key is in the table and gives its place there; -1 at the object's end.
int32_t csj_reader_next_field(csj_reader *reader, const csj_keys *keys);
/// Goes to the next member, whatever its key; false at the object's end.
bool csj_reader_next_member(csj_reader *reader, csj_text *key);
/// Goes to the next member, whatever its key, and gives its place in the table: -1 for other keys, -2 at the end.
int32_t csj_reader_next_any_field(csj_reader *reader, const csj_keys *keys);

/// Goes into an array. False for null, which counts as absent, and for anything else, which is a failure.
bool csj_reader_enter_array(csj_reader *reader);
/// Goes to the next element; false at the array's end.
bool csj_reader_next_element(csj_reader *reader);

/// Each of these gives false for null, which counts as absent, and for a value of another type, which is a failure.
bool csj_reader_string(csj_reader *reader, csj_text *value);
bool csj_reader_integer(csj_reader *reader, int64_t *value);
bool csj_reader_boolean(csj_reader *reader, bool *value);
/// A string, or a number as it is written.
bool csj_reader_string_or_number(csj_reader *reader, csj_text *value);
/// Any value as it is written.
bool csj_reader_raw(csj_reader *reader, csj_text *value);

// MARK: - Minifying

/// Copies a value without the white space between its tokens, and gives the length; 0 when that cannot be done.
/// `minified` must have room for `length` bytes.
size_t csj_minify(const uint8_t *bytes, size_t length, uint8_t *minified);

#ifdef __cplusplus
}
#endif
