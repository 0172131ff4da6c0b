#include "Values.h"

#include <new>
#include <utility>

namespace {
    /// What `make` gives, or null when memory is short.
    template <typename Make>
    cmu_value *made(Make make) noexcept {
        try {
            return new cmu_value{make()};
        } catch (...) {
            return nullptr;
        }
    }
}

cmu_value *cmu_value_text(const char *bytes, size_t count) {
    return made([&] { return Data(std::string(bytes, count)); });
}

// A list without elements is no section either, and is told from an absent value when it is printed.
cmu_value *cmu_value_truth(bool truth) {
    return made([&] { return truth ? Data(true) : Data(Data::type::list); });
}

cmu_value *cmu_value_absent(void) {
    return made([] { return Data(false); });
}

cmu_value *cmu_value_list(void) {
    return made([] { return Data(Data::type::list); });
}

cmu_value *cmu_value_object(void) {
    return made([] { return Data(Data::type::object); });
}

void cmu_list_append(cmu_value *list, cmu_value *element) {
    if (!element) return;
    if (list) {
        try {
            // The library appends by copying the element with all that is in it.
            const_cast<kainjow::mustache::list &>(list->data.list_value()).push_back(std::move(element->data));
        } catch (...) {
        }
    }
    delete element;
}

void cmu_object_set(cmu_value *object, const char *name, size_t count, cmu_value *value) {
    if (!value) return;
    if (object) {
        try {
            object->data[std::string(name, count)] = std::move(value->data);
        } catch (...) {
        }
    }
    delete value;
}

void cmu_value_destroy(cmu_value *value) { delete value; }
