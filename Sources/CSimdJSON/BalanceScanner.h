#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace csj {

/// One bit a byte for each of 64 bytes.
struct BlockMasks {
    uint64_t quotes, backslashes, opens, closes;
};

#if defined(__SSE2__)

inline BlockMasks masks_of(const uint8_t *bytes) {
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
    const __m128i open = _mm_set1_epi8('{'), close = _mm_set1_epi8('}'), lower = _mm_set1_epi8(0x20);
    BlockMasks masks{0, 0, 0, 0};
    for (int lane = 0; lane < 4; lane++) {
        const __m128i data = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes + 16 * lane));
        // '[' and ']' differ from '{' and '}' in this bit alone.
        const __m128i folded = _mm_or_si128(data, lower);
        const int shift = 16 * lane;
        masks.quotes |= uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(data, quote)))) << shift;
        masks.backslashes |= uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(data, backslash)))) << shift;
        masks.opens |= uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(folded, open)))) << shift;
        masks.closes |= uint64_t(uint32_t(_mm_movemask_epi8(_mm_cmpeq_epi8(folded, close)))) << shift;
    }
    return masks;
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

inline uint64_t movemask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
    uint8x16_t cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
    ab = vpaddq_u8(ab, cd);
    ab = vpaddq_u8(ab, ab);
    return vgetq_lane_u64(vreinterpretq_u64_u8(ab), 0);
}

inline BlockMasks masks_of(const uint8_t *bytes) {
    uint8x16_t data[4], folded[4];
    for (int lane = 0; lane < 4; lane++) {
        data[lane] = vld1q_u8(bytes + 16 * lane);
        folded[lane] = vorrq_u8(data[lane], vdupq_n_u8(0x20));
    }
    auto equal = [](const uint8x16_t *lanes, uint8_t byte) {
        const uint8x16_t wanted = vdupq_n_u8(byte);
        return movemask(
            vceqq_u8(lanes[0], wanted), vceqq_u8(lanes[1], wanted), vceqq_u8(lanes[2], wanted),
            vceqq_u8(lanes[3], wanted));
    };
    return {equal(data, '"'), equal(data, '\\'), equal(folded, '{'), equal(folded, '}')};
}

#else

inline BlockMasks masks_of(const uint8_t *bytes) {
    BlockMasks masks{0, 0, 0, 0};
    for (int place = 0; place < 64; place++) {
        const uint64_t bit = uint64_t(1) << place;
        if (bytes[place] == '"') masks.quotes |= bit;
        if (bytes[place] == '\\') masks.backslashes |= bit;
        if ((bytes[place] | 0x20) == '{') masks.opens |= bit;
        if ((bytes[place] | 0x20) == '}') masks.closes |= bit;
    }
    return masks;
}

#endif

/// Finds where an object or array that has begun comes to its end, over any number of calls.
///
/// Braces are counted, not matched: which of them fit together is for the reader to say.
struct BalanceScanner {
    uint64_t depth = 0;
    /// All ones inside of a string.
    uint64_t inString = 0;
    /// One when the next byte is escaped.
    uint64_t escaped = 0;

    /// The place behind the closing brace, or `length` when it is not there yet.
    size_t scan(const uint8_t *bytes, size_t length, bool &isDone) {
        isDone = false;
        size_t place = 0;
        for (; place + 64 <= length; place += 64) {
            const size_t end = scan_block(masks_of(bytes + place), isDone);
            if (isDone) return place + end;
        }
        if (place < length) {
            uint8_t rest[64];
            memset(rest, ' ', sizeof rest);
            memcpy(rest, bytes + place, length - place);
            BlockMasks masks = masks_of(rest);
            const bool endsInEscape = escape_is_open(masks.backslashes, length - place);
            const size_t end = scan_block(masks, isDone);
            if (isDone) return place + end;
            escaped = endsInEscape;
        }
        return length;
    }

private:
    /// Whether the byte behind the first `count` bytes of a block is escaped.
    bool escape_is_open(uint64_t backslashes, size_t count) const {
        size_t run = 0;
        while (run < count && (backslashes >> (count - 1 - run) & 1)) run++;
        if (run == count && escaped) return (run & 1) == 0 ? true : false;
        return run & 1;
    }

    /// The bytes of the block that follow an odd run of backslashes.
    uint64_t escaped_bytes(uint64_t backslashes) {
        if (!backslashes) {
            const uint64_t first = escaped;
            escaped = 0;
            return first;
        }
        backslashes &= ~escaped;
        const uint64_t follows = backslashes << 1 | escaped;
        const uint64_t even = 0x5555555555555555ULL;
        const uint64_t oddStarts = backslashes & ~even & ~follows;
        uint64_t sequencesOnEven;
        escaped = __builtin_add_overflow(oddStarts, backslashes, &sequencesOnEven);
        return (even ^ (sequencesOnEven << 1)) & follows;
    }

    size_t scan_block(const BlockMasks &masks, bool &isDone) {
        const uint64_t quotes = masks.quotes & ~escaped_bytes(masks.backslashes);
        // A prefix sum modulo two: every bit tells whether an odd number of quotes stands up to there.
        uint64_t strings = quotes;
        strings ^= strings << 1;
        strings ^= strings << 2;
        strings ^= strings << 4;
        strings ^= strings << 8;
        strings ^= strings << 16;
        strings ^= strings << 32;
        strings ^= inString;
        inString = uint64_t(int64_t(strings) >> 63);
        uint64_t opens = masks.opens & ~strings, closes = masks.closes & ~strings;
        const uint64_t closeCount = uint64_t(__builtin_popcountll(closes));
        if (closeCount < depth) {
            depth += uint64_t(__builtin_popcountll(opens)) - closeCount;
            return 64;
        }
        while (closes) {
            const int place = __builtin_ctzll(closes);
            const uint64_t before = (uint64_t(1) << place) - 1;
            depth += uint64_t(__builtin_popcountll(opens & before));
            opens &= ~before;
            depth--;
            if (depth == 0) {
                isDone = true;
                return size_t(place) + 1;
            }
            closes &= closes - 1;
        }
        depth += uint64_t(__builtin_popcountll(opens));
        return 64;
    }
};

}  // namespace csj
