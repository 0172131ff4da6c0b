#include "include/CSimdJSON.h"

#include <cstdlib>
#include <cstring>
#include <new>

#include "BalanceScanner.h"

namespace {

enum class State : uint8_t {
    top, firstKey, key, inKey, colon, value, inContainer, inString, inScalar, afterValue,
    firstElement, element, inItem, inItemString, inItemScalar, afterElement,
};

bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

bool ends_scalar(uint8_t byte) { return is_space(byte) || byte == ',' || byte == ']' || byte == '}'; }

/// A growing run of bytes that never throws; what does not fit is dropped.
struct ByteBuffer {
    uint8_t *bytes = nullptr;
    size_t count = 0, capacity = 0;

    ~ByteBuffer() { free(bytes); }

    void append(const uint8_t *more, size_t length, size_t limit) {
        if (length > limit || count > limit - length) return;
        if (count + length > capacity) {
            const size_t wanted = (count + length) * 2 + 256;
            auto *grown = static_cast<uint8_t *>(realloc(bytes, wanted));
            if (!grown) return;
            bytes = grown;
            capacity = wanted;
        }
        memcpy(bytes + count, more, length);
        count += length;
    }
};

}  // namespace

struct csj_splitter {
    State state = State::top;
    size_t position = 0;
    /// Where the present document or item begins; meaningless when `isRetaining` is false.
    size_t start = 0;
    size_t limit = 0;
    bool isRetaining = false;
    bool isOversized = false;
    bool isInList = false;
    bool isBareArray = false;
    bool isListStartDue = false;
    bool isAtStreamStart = true;
    /// The key that is being read, as far as it could be `items`.
    char key[8] = {};
    size_t keyLength = 0;
    csj::BalanceScanner scanner;
    bool keepsToBaseline = false;
    ByteBuffer envelope;

    static constexpr size_t envelopeLimit = 128 << 20;

    void keep(const uint8_t *bytes, size_t length) {
        if (isInList && !isBareArray) envelope.append(bytes, length, envelopeLimit);
    }

    csj_event finish_document(size_t *itemStart, size_t *itemLength) {
        state = State::top;
        if (isInList) {
            isInList = isBareArray = false;
            return csj_event_list_end;
        }
        return finish_item(csj_event_document, itemStart, itemLength);
    }

    csj_event finish_item(csj_event event, size_t *itemStart, size_t *itemLength) {
        const bool wasOversized = isOversized;
        isOversized = false;
        if (wasOversized) return csj_event_oversized;
        isRetaining = false;
        *itemStart = start;
        *itemLength = position - start;
        return event;
    }

    void begin_retaining() {
        start = position;
        isRetaining = true;
    }

    csj_event next(const uint8_t *window, size_t length, size_t *itemStart, size_t *itemLength);
    csj_event step(const uint8_t *window, size_t length, size_t *itemStart, size_t *itemLength);
    bool pass_string(const uint8_t *window, size_t length);
    void enter_items(const uint8_t *window);
};

/// Goes to the end of a string whose opening quote is behind; true when it is there.
bool csj_splitter::pass_string(const uint8_t *window, size_t length) {
    while (position < length) {
        const uint8_t byte = window[position++];
        if (scanner.escaped) scanner.escaped = 0;
        else if (byte == '\\') scanner.escaped = 1;
        else if (byte == '"') return true;
        if (state == State::inKey && byte != '"') {
            if (keyLength < sizeof key) key[keyLength] = char(byte);
            keyLength++;
        }
    }
    return false;
}

/// The members so far become the envelope, and the items need it no longer in the window.
void csj_splitter::enter_items(const uint8_t *window) {
    if (!isInList) {
        envelope.count = 0;
        isInList = true;
        if (isRetaining) keep(window + start, position - 1 - start);
        isRetaining = false;
        isOversized = false;
        isListStartDue = true;
    }
    keep(reinterpret_cast<const uint8_t *>("null"), 4);
    state = State::firstElement;
}

csj_event csj_splitter::next(const uint8_t *window, size_t length, size_t *itemStart, size_t *itemLength) {
    while (position < length) {
        const csj_event event = step(window, length, itemStart, itemLength);
        if (event != csj_event_need_input) return event;
        if (isListStartDue) {
            isListStartDue = false;
            return csj_event_list_start;
        }
    }
    if (isRetaining && position - start > limit) {
        isRetaining = false;
        isOversized = true;
    }
    return csj_event_need_input;
}

csj_event csj_splitter::step(const uint8_t *window, size_t length, size_t *itemStart, size_t *itemLength) {
    const size_t before = position;
    switch (state) {
    case State::inContainer:
    case State::inItem: {
        bool isDone = false;
        position += scanner.scan(window + position, length - position, keepsToBaseline, isDone);
        if (state == State::inContainer) keep(window + before, position - before);
        if (!isDone) return csj_event_need_input;
        if (state == State::inContainer) {
            state = State::afterValue;
            return csj_event_need_input;
        }
        state = State::afterElement;
        return finish_item(csj_event_item, itemStart, itemLength);
    }
    case State::inKey:
    case State::inString: {
        const bool isDone = pass_string(window, length);
        keep(window + before, position - before);
        if (isDone) state = state == State::inKey ? State::colon : State::afterValue;
        return csj_event_need_input;
    }
    case State::inItemString:
        if (!pass_string(window, length)) return csj_event_need_input;
        state = State::afterElement;
        return finish_item(csj_event_item, itemStart, itemLength);
    case State::inScalar:
    case State::inItemScalar: {
        while (position < length && !ends_scalar(window[position])) position++;
        if (state == State::inScalar) keep(window + before, position - before);
        if (position == length) return csj_event_need_input;
        if (state == State::inScalar) {
            state = State::afterValue;
            return csj_event_need_input;
        }
        state = State::afterElement;
        return finish_item(csj_event_item, itemStart, itemLength);
    }
    default: break;
    }

    const uint8_t byte = window[position];
    // JSON documents may also be parted as YAML's are, with `---`.
    if (is_space(byte) || (state == State::top && byte == '-' && !isAtStreamStart)) {
        position++;
        return csj_event_need_input;
    }
    scanner = csj::BalanceScanner();
    switch (state) {
    case State::top:
        if (isAtStreamStart && (byte == 0xEF || byte == 0xBB || byte == 0xBF)) {
            position++;
            if (byte == 0xBF) isAtStreamStart = false;
            return csj_event_need_input;
        }
        isAtStreamStart = false;
        if (byte == '{') {
            begin_retaining();
            state = State::firstKey;
        } else if (byte == '[') {
            envelope.count = 0;
            isInList = isBareArray = isListStartDue = true;
            state = State::firstElement;
        } else {
            return csj_event_invalid;
        }
        position++;
        return csj_event_need_input;
    case State::firstKey:
    case State::key:
        if (byte == '"') {
            keyLength = 0;
            state = State::inKey;
        } else if (byte != '}' || state == State::key) {
            return csj_event_invalid;
        }
        position++;
        keep(&byte, 1);
        return byte == '}' ? finish_document(itemStart, itemLength) : csj_event_need_input;
    case State::colon:
        if (byte != ':') return csj_event_invalid;
        position++;
        keep(&byte, 1);
        state = State::value;
        return csj_event_need_input;
    case State::value:
        if (byte == ',' || byte == ':' || byte == '}' || byte == ']') return csj_event_invalid;
        position++;
        if (byte == '[' && keyLength == 5 && memcmp(key, "items", 5) == 0) {
            enter_items(window);
            return csj_event_need_input;
        }
        keep(&byte, 1);
        scanner.depth = 1;
        state = byte == '{' || byte == '[' ? State::inContainer : byte == '"' ? State::inString : State::inScalar;
        return csj_event_need_input;
    case State::afterValue:
        if (byte != ',' && byte != '}') return csj_event_invalid;
        position++;
        keep(&byte, 1);
        if (byte == '}') return finish_document(itemStart, itemLength);
        state = State::key;
        return csj_event_need_input;
    case State::firstElement:
    case State::element:
    case State::afterElement:
        if (byte == ']' && state != State::element) {
            position++;
            if (isBareArray) return finish_document(itemStart, itemLength);
            state = State::afterValue;
        } else if (state == State::afterElement) {
            if (byte != ',') return csj_event_invalid;
            position++;
            state = State::element;
        } else {
            if (byte == ',' || byte == ':' || byte == '}' || byte == ']') return csj_event_invalid;
            begin_retaining();
            position++;
            scanner.depth = 1;
            state = byte == '{' || byte == '['
                ? State::inItem : byte == '"' ? State::inItemString : State::inItemScalar;
        }
        return csj_event_need_input;
    default: return csj_event_invalid;
    }
}

csj_splitter *csj_splitter_create(size_t limit) {
    auto *splitter = new (std::nothrow) csj_splitter();
    if (splitter) splitter->limit = limit;
    return splitter;
}

void csj_splitter_destroy(csj_splitter *splitter) { delete splitter; }

void csj_splitter_keep_to_baseline(csj_splitter *splitter) { splitter->keepsToBaseline = true; }

csj_event csj_splitter_next(
    csj_splitter *splitter, const uint8_t *window, size_t windowLength, size_t *start, size_t *length) {
    return splitter->next(window, windowLength, start, length);
}

size_t csj_splitter_position(const csj_splitter *splitter) { return splitter->position; }

size_t csj_splitter_retained(const csj_splitter *splitter) {
    return splitter->isRetaining ? splitter->start : splitter->position;
}

void csj_splitter_discard(csj_splitter *splitter, size_t count) {
    splitter->position -= count;
    if (splitter->isRetaining) splitter->start -= count;
}

bool csj_splitter_is_between_documents(const csj_splitter *splitter) { return splitter->state == State::top; }

const uint8_t *csj_splitter_envelope(const csj_splitter *splitter, size_t *length) {
    *length = splitter->envelope.count;
    return splitter->envelope.bytes;
}
