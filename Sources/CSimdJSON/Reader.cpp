#include "Reader.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "Keys.h"

bool csj_reader::skip() {
    if (has_failed()) return false;
    last = position;
    const uint8_t first = at(position);
    if (first == '{' || first == '[') {
        size_t depth = 0;
        while (position < count) {
            const uint8_t folded = bytes[tokens[position++]] | 0x20;
            if (folded == '{') depth++;
            else if (folded == '}' && --depth == 0) return true;
        }
        return fail(csj_failure_syntax, last);
    }
    if (first == 0 || first == ',' || first == ':' || first == '}' || first == ']') {
        return fail(csj_failure_syntax, position);
    }
    position++;
    return true;
}

bool csj_reader::take_null() {
    if (has_failed() || at(position) != 'n') return false;
    const size_t start = tokens[position];
    if (end_of(position) - start != 4 || memcmp(bytes + start, "null", 4) != 0) {
        return fail(csj_failure_syntax, position);
    }
    last = position++;
    return true;
}

bool csj_reader::text_of(uint32_t token, csj_text *value) {
    const size_t start = tokens[token] + 1, end = end_of(token);
    if (bytes[tokens[token]] != '"' || end <= start || bytes[end - 1] != '"') return fail(csj_failure_syntax, token);
    const uint8_t *from = bytes + start;
    const size_t size = end - 1 - start;
    if (size && memchr(from, '\\', size)) {
        const csj_failure before = failure;
        if (unescape(from, from + size, value)) return true;
        if (before == csj_failure_none && failure != csj_failure_none) last = token;
        return false;
    }
    value->bytes = from;
    value->length = size;
    return true;
}

/// Goes to the next member's value and gives its key; false at the object's end.
bool csj_reader::next_key(csj_text *key) {
    if (has_failed()) return false;
    uint8_t byte = at(position);
    if (byte == ',') byte = at(++position);
    if (byte == '}') {
        position++;
        return false;
    }
    if (byte != '"' || at(position + 1) != ':') return fail(csj_failure_syntax, position);
    if (!text_of(position, key)) return false;
    position += 2;
    return true;
}

bool csj_reader::next_element() {
    if (has_failed()) return false;
    uint8_t byte = at(position);
    if (byte == ',') byte = at(++position);
    if (byte == ']') {
        position++;
        return false;
    }
    if (byte == 0 || byte == '}' || byte == ':' || byte == ',') return fail(csj_failure_syntax, position);
    return true;
}

csj_reader *csj_reader_create(void) {
    auto *reader = new (std::nothrow) csj_reader();
    if (!reader) return nullptr;
    const auto error = simdjson::get_active_implementation()->create_dom_parser_implementation(
        64 << 10, 16, reader->parser);
    if (error) {
        delete reader;
        return nullptr;
    }
    return reader;
}

void csj_reader_destroy(csj_reader *reader) { delete reader; }

csj_failure csj_reader_load(csj_reader *reader, const uint8_t *bytes, size_t length) {
    reader->bytes = bytes;
    reader->length = length;
    reader->count = reader->position = reader->last = 0;
    reader->failure = csj_failure_none;
    reader->isLoaded = false;
    if (length > reader->parser->capacity()) {
        if (length > simdjson::SIMDJSON_MAXSIZE_BYTES - 64 || reader->parser->set_capacity(length + length / 4)) {
            return reader->failure = csj_failure_memory;
        }
    }
    switch (reader->parser->stage1(bytes, length, simdjson::stage1_mode::regular)) {
    case simdjson::SUCCESS: break;
    case simdjson::UTF8_ERROR: return reader->failure = csj_failure_encoding;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return reader->failure = csj_failure_memory;
    default: return reader->failure = csj_failure_syntax;
    }
    reader->tokens = reader->parser->structural_indexes.get();
    reader->count = reader->parser->n_structural_indexes;
    reader->isLoaded = true;
    return csj_failure_none;
}

void csj_reader_rewind(csj_reader *reader) {
    reader->position = reader->last = 0;
    if (reader->isLoaded) reader->failure = csj_failure_none;
}

csj_failure csj_reader_failure(const csj_reader *reader) { return reader->failure; }

void csj_reader_fail(csj_reader *reader, csj_failure failure) { reader->fail(failure, reader->last); }

csj_type csj_reader_type(const csj_reader *reader) {
    if (reader->has_failed()) return csj_type_none;
    switch (reader->at(reader->position)) {
    case '{': return csj_type_object;
    case '[': return csj_type_array;
    case '"': return csj_type_string;
    case 't': case 'f': return csj_type_boolean;
    case 'n': return csj_type_null;
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
        return csj_type_number;
    default: return csj_type_none;
    }
}

bool csj_reader_take_null(csj_reader *reader) { return reader->take_null(); }

void csj_reader_skip(csj_reader *reader) { reader->skip(); }

uint32_t csj_reader_place(const csj_reader *reader) { return reader->position; }

void csj_reader_go_to(csj_reader *reader, uint32_t place) { reader->position = place; }

bool csj_reader_enter_object(csj_reader *reader) {
    if (reader->has_failed() || reader->take_null()) return false;
    if (reader->at(reader->position) != '{') return reader->fail(csj_failure_expected_object, reader->position);
    reader->position++;
    return true;
}

int32_t csj_reader_next_field(csj_reader *reader, const csj_keys *keys) {
    csj_text key;
    while (reader->next_key(&key)) {
        const int32_t place = keys->find(key.bytes, key.length);
        if (place >= 0) return place;
        if (!reader->skip()) return -1;
    }
    return -1;
}

bool csj_reader_next_member(csj_reader *reader, csj_text *key) { return reader->next_key(key); }

int32_t csj_reader_next_any_field(csj_reader *reader, const csj_keys *keys) {
    csj_text key;
    return reader->next_key(&key) ? keys->find(key.bytes, key.length) : -2;
}

bool csj_reader_enter_array(csj_reader *reader) {
    if (reader->has_failed() || reader->take_null()) return false;
    if (reader->at(reader->position) != '[') return reader->fail(csj_failure_expected_array, reader->position);
    reader->position++;
    return true;
}

bool csj_reader_next_element(csj_reader *reader) { return reader->next_element(); }

bool csj_reader_string(csj_reader *reader, csj_text *value) {
    if (reader->has_failed()) return false;
    const uint32_t token = reader->position;
    if (reader->at(token) != '"') {
        return reader->take_null() ? false : reader->fail(csj_failure_expected_string, token);
    }
    if (!reader->text_of(token, value)) return false;
    reader->last = token;
    reader->position++;
    return true;
}

bool csj_reader_integer(csj_reader *reader, int64_t *value) {
    if (reader->has_failed()) return false;
    const uint32_t token = reader->position;
    if (csj_reader_type(reader) != csj_type_number) {
        return reader->take_null() ? false : reader->fail(csj_failure_expected_number, token);
    }
    const size_t end = reader->end_of(token);
    size_t place = reader->tokens[token];
    const bool isNegative = reader->bytes[place] == '-';
    if (isNegative) place++;
    if (place == end) return reader->fail(csj_failure_syntax, token);
    int64_t number = 0;
    for (; place < end; place++) {
        const uint8_t digit = uint8_t(reader->bytes[place] - '0');
        if (digit > 9) return reader->fail(csj_failure_expected_number, token);
        const int64_t step = isNegative ? -int64_t(digit) : int64_t(digit);
        if (__builtin_mul_overflow(number, int64_t(10), &number) || __builtin_add_overflow(number, step, &number)) {
            return reader->fail(csj_failure_number_range, token);
        }
    }
    *value = number;
    reader->last = token;
    reader->position++;
    return true;
}

bool csj_reader_boolean(csj_reader *reader, bool *value) {
    if (reader->has_failed()) return false;
    const uint32_t token = reader->position;
    if (csj_reader_type(reader) != csj_type_boolean) {
        return reader->take_null() ? false : reader->fail(csj_failure_expected_boolean, token);
    }
    const size_t start = reader->tokens[token], size = reader->end_of(token) - start;
    const bool isTrue = size == 4 && memcmp(reader->bytes + start, "true", 4) == 0;
    if (!isTrue && (size != 5 || memcmp(reader->bytes + start, "false", 5) != 0)) {
        return reader->fail(csj_failure_syntax, token);
    }
    *value = isTrue;
    reader->last = token;
    reader->position++;
    return true;
}

bool csj_reader_string_or_number(csj_reader *reader, csj_text *value) {
    if (csj_reader_type(reader) != csj_type_number) return csj_reader_string(reader, value);
    const uint32_t token = reader->position;
    value->bytes = reader->bytes + reader->tokens[token];
    value->length = reader->end_of(token) - reader->tokens[token];
    reader->last = token;
    reader->position++;
    return true;
}

bool csj_reader_raw(csj_reader *reader, csj_text *value) {
    if (reader->has_failed()) return false;
    const uint32_t token = reader->position;
    if (!reader->skip()) return false;
    const size_t start = reader->tokens[token];
    const uint32_t end = reader->position - 1;
    value->bytes = reader->bytes + start;
    value->length = (end == token ? reader->end_of(token) : reader->tokens[end] + 1) - start;
    return true;
}
