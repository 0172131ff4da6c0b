#pragma once

#include <simdjson.h>

#include <memory>

#include "include/CSimdJSON.h"

/// Walks the places of braces, commas and the first bytes of values, which simdjson's first stage finds.
///
/// simdjson's own on-demand walk is not used: it gives handles that must be used in order, and limits depth.
struct csj_reader {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    const uint8_t *bytes = nullptr;
    size_t length = 0;
    const uint32_t *tokens = nullptr;
    uint32_t count = 0;
    /// The token that the reader stands on.
    uint32_t position = 0;
    /// The value that was read last.
    uint32_t last = 0;
    csj_failure failure = csj_failure_none;
    bool isLoaded = false;
    uint8_t *scratch = nullptr;
    size_t scratchCapacity = 0;
    uint8_t *path = nullptr;
    size_t pathLength = 0, pathCapacity = 0;

    ~csj_reader() {
        free(scratch);
        free(path);
    }

    /// The byte at the token, zero behind the last one.
    uint8_t at(uint32_t token) const { return token < count ? bytes[tokens[token]] : 0; }

    /// Where the text between this token and the next one ends, white space left off.
    size_t end_of(uint32_t token) const {
        size_t end = token + 1 < count ? tokens[token + 1] : length;
        const size_t start = tokens[token];
        while (end > start + 1) {
            const uint8_t byte = bytes[end - 1];
            if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') break;
            end--;
        }
        return end;
    }

    /// Keeps the first failure, and the value it is about.
    bool fail(csj_failure reason, uint32_t token) {
        if (failure == csj_failure_none) {
            failure = reason;
            last = token;
        }
        return false;
    }

    bool has_failed() const { return failure != csj_failure_none; }

    bool skip();
    bool take_null();
    bool text_of(uint32_t token, csj_text *value);
    bool unescape(const uint8_t *from, const uint8_t *end, csj_text *value);
    bool reserve_scratch(size_t size);
    bool next_key(csj_text *key);
    bool next_element();
    void append_path(const void *more, size_t size);
    void describe_path();
};
