#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace csj {

/// One bit a byte for each of 64 bytes.
struct BlockMasks {
    uint64_t quotes, backslashes, opens, closes;
};

/// What every processor of the architecture can: the masks of 64 bytes, and for each bit of a word whether an odd number
/// of bits is set up to there.
struct Baseline {
    static BlockMasks masks(const uint8_t *bytes);

    static uint64_t odd_bits(uint64_t bits) {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        bits ^= bits << 32;
        return bits;
    }
};

#if defined(__x86_64__)

inline BlockMasks Baseline::masks(const uint8_t *bytes) {
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

#define CSJ_AVX2 __attribute__((target("avx2,pclmul,popcnt,bmi")))

struct AVX2 {
    static bool is_there() {
        static const bool answer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul")
            && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
        return answer;
    }

    CSJ_AVX2 static uint64_t equal(__m256i low, __m256i high, char byte) {
        const __m256i wanted = _mm256_set1_epi8(byte);
        return uint64_t(uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted))))
            | uint64_t(uint32_t(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)))) << 32;
    }

    CSJ_AVX2 static BlockMasks masks(const uint8_t *bytes) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes + 32));
        const __m256i lower = _mm256_set1_epi8(0x20);
        const __m256i foldedLow = _mm256_or_si256(low, lower), foldedHigh = _mm256_or_si256(high, lower);
        return {equal(low, high, '"'), equal(low, high, '\\'), equal(foldedLow, foldedHigh, '{'),
                equal(foldedLow, foldedHigh, '}')};
    }

    /// A product without carries with all ones is the sum modulo two of every bit and those below.
    CSJ_AVX2 static uint64_t odd_bits(uint64_t bits) {
        const __m128i product =
            _mm_clmulepi64_si128(_mm_set_epi64x(0, int64_t(bits)), _mm_set1_epi8(char(0xFF)), 0);
        return uint64_t(_mm_cvtsi128_si64(product));
    }
};

#elif defined(__ARM_NEON) && defined(__aarch64__)

inline uint64_t movemask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t ab = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
    uint8x16_t cd = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
    ab = vpaddq_u8(ab, cd);
    ab = vpaddq_u8(ab, ab);
    return vgetq_lane_u64(vreinterpretq_u64_u8(ab), 0);
}

inline BlockMasks Baseline::masks(const uint8_t *bytes) {
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

inline BlockMasks Baseline::masks(const uint8_t *bytes) {
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
    size_t scan(const uint8_t *bytes, size_t length, bool keepsToBaseline, bool &isDone) {
#if defined(__x86_64__)
        if (!keepsToBaseline && AVX2::is_there()) return scan_with_avx2(bytes, length, isDone);
#endif
        return scan_with<Baseline>(bytes, length, isDone);
    }

private:
#if defined(__x86_64__)
    CSJ_AVX2 size_t scan_with_avx2(const uint8_t *bytes, size_t length, bool &isDone) {
        return scan_with<AVX2>(bytes, length, isDone);
    }
#endif

    template <typename Processor>
    __attribute__((always_inline)) size_t scan_with(const uint8_t *bytes, size_t length, bool &isDone) {
        isDone = false;
        size_t place = 0;
        for (; place + 64 <= length; place += 64) {
            const size_t end = scan_block<Processor>(Processor::masks(bytes + place), isDone);
            if (isDone) return place + end;
        }
        if (place < length) {
            uint8_t rest[64];
            memset(rest, ' ', sizeof rest);
            memcpy(rest, bytes + place, length - place);
            const BlockMasks masks = Processor::masks(rest);
            const bool endsInEscape = escape_is_open(masks.backslashes, length - place);
            const size_t end = scan_block<Processor>(masks, isDone);
            if (isDone) return place + end;
            escaped = endsInEscape;
        }
        return length;
    }

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

    template <typename Processor>
    __attribute__((always_inline)) size_t scan_block(const BlockMasks &masks, bool &isDone) {
        const uint64_t quotes = masks.quotes & ~escaped_bytes(masks.backslashes);
        const uint64_t strings = Processor::odd_bits(quotes) ^ inString;
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
