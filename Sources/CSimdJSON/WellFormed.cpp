#include <cstring>

#include "Reader.h"

namespace {

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

bool is_hex_digit(uint8_t byte) { return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f'); }

/// Passes over digits; false where there is none.
bool take_digits(const uint8_t *&from, const uint8_t *end) {
    if (from == end || !is_digit(*from)) return false;
    while (from < end && is_digit(*from)) from++;
    return true;
}

bool is_number(const uint8_t *from, const uint8_t *end) {
    if (from < end && *from == '-') from++;
    if (from < end && *from == '0') from++;
    else if (!take_digits(from, end)) return false;
    if (from < end && *from == '.') {
        from++;
        if (!take_digits(from, end)) return false;
    }
    if (from < end && (*from | 0x20) == 'e') {
        from++;
        if (from < end && (*from == '+' || *from == '-')) from++;
        if (!take_digits(from, end)) return false;
    }
    return from == end;
}

/// Whether a string's escapes are those that JSON has. Bare quotes and controls simdjson's first stage refuses.
bool is_string(const uint8_t *from, const uint8_t *end) {
    if (end - from < 2 || *from != '"' || end[-1] != '"') return false;
    from++;
    end--;
    while ((from = static_cast<const uint8_t *>(memchr(from, '\\', size_t(end - from))))) {
        if (end - from < 2) return false;
        if (from[1] == 'u') {
            if (end - from < 6) return false;
            for (int place = 2; place < 6; place++) {
                if (!is_hex_digit(from[place])) return false;
            }
            from += 6;
        } else {
            if (!memchr("\"\\/bfnrt", from[1], 8)) return false;
            from += 2;
        }
    }
    return true;
}

bool is_word(const uint8_t *from, const uint8_t *end, const char *word) {
    return size_t(end - from) == strlen(word) && memcmp(from, word, strlen(word)) == 0;
}

bool is_scalar(const uint8_t *from, const uint8_t *end) {
    switch (*from) {
    case '"': return is_string(from, end);
    case 't': return is_word(from, end, "true");
    case 'f': return is_word(from, end, "false");
    case 'n': return is_word(from, end, "null");
    default: return is_number(from, end);
    }
}

enum class Expected : uint8_t { value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd };

}  // namespace

bool csj_reader_is_well_formed(const csj_reader *reader, size_t deepest) {
    if (!reader->isLoaded || reader->count == 0) return false;
    bool isArray[256];
    if (deepest > sizeof isArray) deepest = sizeof isArray;
    size_t depth = 0;
    auto expected = Expected::value;
    for (uint32_t token = 0; token < reader->count; token++) {
        if (token && depth == 0) return false;
        const uint8_t *from = reader->bytes + reader->tokens[token];
        const uint8_t *end = reader->bytes + reader->end_of(token);
        const bool isDue = expected == Expected::value || expected == Expected::valueOrEnd;
        switch (*from) {
        case '{':
        case '[':
            if (!isDue || depth == deepest || end - from != 1) return false;
            isArray[depth++] = *from == '[';
            expected = *from == '[' ? Expected::valueOrEnd : Expected::keyOrEnd;
            continue;
        case '}':
        case ']': {
            const auto empty = *from == ']' ? Expected::valueOrEnd : Expected::keyOrEnd;
            if (depth == 0 || isArray[depth - 1] != (*from == ']') || end - from != 1) return false;
            if (expected != empty && expected != Expected::commaOrEnd) return false;
            depth--;
            expected = Expected::commaOrEnd;
            continue;
        }
        case ',':
            if (expected != Expected::commaOrEnd || end - from != 1) return false;
            expected = isArray[depth - 1] ? Expected::value : Expected::key;
            continue;
        case ':':
            if (expected != Expected::colon || end - from != 1) return false;
            expected = Expected::value;
            continue;
        default: break;
        }
        if (expected == Expected::key || expected == Expected::keyOrEnd) {
            if (!is_string(from, end)) return false;
            expected = Expected::colon;
        } else {
            if (!isDue || !is_scalar(from, end)) return false;
            expected = Expected::commaOrEnd;
        }
    }
    return depth == 0;
}
