#include "Keys.h"

#include <new>

csj_keys *csj_keys_create(const char *const *keys, size_t count) {
    if (count >= csj_keys::none) return nullptr;
    auto *table = new (std::nothrow) csj_keys();
    if (!table) return nullptr;
    table->keys = keys;
    memset(table->first, csj_keys::none, sizeof table->first);
    for (size_t place = count; place-- > 0;) {
        const size_t length = strlen(keys[place]);
        if (length > 255) continue;
        const size_t bucket = csj_keys::bucket(reinterpret_cast<const uint8_t *>(keys[place]), length);
        table->lengths[place] = uint8_t(length);
        table->nextInChain[place] = table->first[bucket];
        table->first[bucket] = uint8_t(place);
    }
    return table;
}
