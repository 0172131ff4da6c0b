#include <cstdlib>
#include <cstring>

#include "Reader.h"

namespace {

int hex_digit(uint8_t byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/// Four hexadecimal digits, -1 when they are none.
int32_t code_unit(const uint8_t *from, const uint8_t *end) {
    if (end - from < 4) return -1;
    int32_t unit = 0;
    for (int place = 0; place < 4; place++) {
        const int digit = hex_digit(from[place]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

uint8_t *write_scalar(uint8_t *to, uint32_t scalar) {
    if (scalar < 0x80) {
        *to++ = uint8_t(scalar);
    } else if (scalar < 0x800) {
        *to++ = uint8_t(0xC0 | scalar >> 6);
        *to++ = uint8_t(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
        *to++ = uint8_t(0xE0 | scalar >> 12);
        *to++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *to++ = uint8_t(0x80 | (scalar & 0x3F));
    } else {
        *to++ = uint8_t(0xF0 | scalar >> 18);
        *to++ = uint8_t(0x80 | (scalar >> 12 & 0x3F));
        *to++ = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        *to++ = uint8_t(0x80 | (scalar & 0x3F));
    }
    return to;
}

/// The byte that a one-letter escape stands for, zero when there is none such.
uint8_t simple_escape(uint8_t letter) {
    switch (letter) {
    case '"': case '\\': case '/': return letter;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

}  // namespace

bool csj_reader::reserve_scratch(size_t size) {
    if (size <= scratchCapacity) return true;
    auto *grown = static_cast<uint8_t *>(realloc(scratch, size + 256));
    if (!grown) return false;
    scratch = grown;
    scratchCapacity = size + 256;
    return true;
}

/// Writes the text without its escapes to the scratch buffer; halves of pairs become U+FFFD, as Go reads them.
bool csj_reader::unescape(const uint8_t *from, const uint8_t *end, csj_text *value) {
    if (!reserve_scratch(size_t(end - from))) return fail(csj_failure_memory, position);
    uint8_t *to = scratch;
    while (from < end) {
        auto *escape = static_cast<const uint8_t *>(memchr(from, '\\', size_t(end - from)));
        const size_t plain = size_t((escape ? escape : end) - from);
        memcpy(to, from, plain);
        to += plain;
        from += plain;
        if (!escape) break;
        if (end - from < 2) return fail(csj_failure_escape, position);
        const uint8_t letter = from[1];
        if (letter != 'u') {
            const uint8_t byte = simple_escape(letter);
            if (!byte) return fail(csj_failure_escape, position);
            *to++ = byte;
            from += 2;
            continue;
        }
        const int32_t unit = code_unit(from + 2, end);
        if (unit < 0) return fail(csj_failure_escape, position);
        from += 6;
        uint32_t scalar = uint32_t(unit);
        if (scalar >= 0xD800 && scalar < 0xE000) {
            const bool hasLow = scalar < 0xDC00 && end - from >= 6 && from[0] == '\\' && from[1] == 'u';
            const int32_t low = hasLow ? code_unit(from + 2, end) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
                scalar = 0x10000 + ((scalar - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
                from += 6;
            } else {
                scalar = 0xFFFD;
            }
        }
        to = write_scalar(to, scalar);
    }
    value->bytes = scratch;
    value->length = size_t(to - scratch);
    return true;
}
