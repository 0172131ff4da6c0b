#include <cstdint>

#include "CSimdJSON.h"

#include <simdjson.h>

size_t csj_minify(const uint8_t *bytes, size_t length, uint8_t *minified) {
    size_t count = 0;
    const auto failure = simdjson::minify(
        reinterpret_cast<const char *>(bytes), length, reinterpret_cast<char *>(minified), count);
    return failure ? 0 : count;
}
