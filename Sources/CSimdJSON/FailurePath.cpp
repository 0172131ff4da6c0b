#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "Reader.h"

namespace {

/// An object or array on the way to the failed value.
struct Step {
    bool isArray;
    uint32_t key;
    uint32_t index;
};

constexpr size_t deepest = 64;
constexpr size_t longest = 512;

}  // namespace

void csj_reader::append_path(const void *more, size_t size) {
    if (pathLength + size > longest) size = longest - pathLength;
    if (pathLength + size > pathCapacity) {
        auto *grown = static_cast<uint8_t *>(realloc(path, longest));
        if (!grown) return;
        path = grown;
        pathCapacity = longest;
    }
    if (size) memcpy(path + pathLength, more, size);
    pathLength += size;
}

/// Walks from the start to the failed value again, so that the way there costs nothing as long as all is well.
void csj_reader::describe_path() {
    pathLength = 0;
    if (!isLoaded) return;
    Step steps[deepest];
    size_t depth = 0;
    for (uint32_t token = 0; token < count && token < last; token++) {
        const uint8_t byte = bytes[tokens[token]];
        if (byte == '{' || byte == '[') {
            if (depth < deepest) steps[depth] = {byte == '[', 0, 0};
            depth++;
        } else if (byte == '}' || byte == ']') {
            if (depth) depth--;
        } else if (byte == ':' && token && depth && depth <= deepest) {
            steps[depth - 1].key = token - 1;
        } else if (byte == ',' && depth && depth <= deepest) {
            steps[depth - 1].index++;
        }
    }
    for (size_t level = 0; level < depth && level < deepest; level++) {
        const Step &step = steps[level];
        if (step.isArray) {
            char text[24];
            const int size = snprintf(text, sizeof text, "[%u]", step.index);
            append_path(text, size_t(size));
        } else if (step.key || level == 0) {
            const size_t start = tokens[step.key] + 1, end = end_of(step.key);
            if (bytes[tokens[step.key]] != '"' || end <= start) continue;
            if (pathLength) append_path(".", 1);
            append_path(bytes + start, end - 1 - start);
        }
    }
}

csj_text csj_reader_failure_path(csj_reader *reader) {
    reader->describe_path();
    return {reader->path, reader->pathLength};
}

csj_text csj_reader_failure_value(const csj_reader *reader) {
    if (!reader->isLoaded || reader->last >= reader->count) return {nullptr, 0};
    const size_t start = reader->tokens[reader->last];
    const size_t size = reader->end_of(reader->last) - start;
    return {reader->bytes + start, size < 80 ? size : 80};
}
