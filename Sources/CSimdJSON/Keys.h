#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "include/CSimdJSON.h"

/// The wanted keys of an object, in chains by a cheap hash of length and two bytes.
struct csj_keys {
    static constexpr size_t bucketCount = 64;
    static constexpr uint8_t none = 255;

    const char *const *keys;
    uint8_t lengths[255];
    uint8_t nextInChain[255];
    uint8_t first[bucketCount];

    static size_t bucket(const uint8_t *key, size_t length) {
        if (length == 0) return 0;
        return (length * 7 + key[0] + key[length - 1] * 3u + key[length / 2] * 5u) % bucketCount;
    }

    /// The place of a key in the table, -1 when it is not there.
    int32_t find(const uint8_t *key, size_t length) const {
        for (uint8_t place = first[bucket(key, length)]; place != none; place = nextInChain[place]) {
            if (lengths[place] == length && memcmp(keys[place], key, length) == 0) return place;
        }
        return -1;
    }
};
