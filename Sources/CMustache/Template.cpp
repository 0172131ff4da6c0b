#include "Values.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace {
    /// The values that names are looked up in, innermost last.
    class Scopes final : public kainjow::mustache::basic_context<std::string> {
    public:
        mutable bool has_hole = false;

        explicit Scopes(const Data *root) { push(root); }

        void push(const Data *data) override {
            scopes_.push_back(data);
            lists_.push_back(is_element(data) ? sought_list_ : nullptr);
        }

        void pop() override {
            // Between two elements the list is that of the section, whatever was looked up in the one before.
            if (lists_.back()) sought_list_ = lists_.back();
            scopes_.pop_back();
            lists_.pop_back();
        }

        const Data *get(const std::string &name) const override {
            const bool is_printed = !name.empty() && name[0] == '=';
            const Data *found = is_printed ? find(name.substr(1)) : find(name);
            if (!is_printed) {
                if (found && found->is_non_empty_list()) sought_list_ = found;
                return found;
            }
            if (found && found->is_string()) return found;
            if (found && found->is_true()) return &text("true");
            if (found && found->is_empty_list()) return &text("false");
            has_hole = true;
            return nullptr;
        }

        const Data *get_partial(const std::string &) const override { return nullptr; }

    private:
        std::vector<const Data *> scopes_;
        /// For each scope the list that it is an element of, or null.
        std::vector<const Data *> lists_;
        /// The list whose section was asked for last: its elements are pushed next.
        mutable const Data *sought_list_ = nullptr;
        mutable Data text_;

        const Data &text(const std::string &words) const {
            text_ = Data(words);
            return text_;
        }

        static size_t index(const Data *element, const Data *list) {
            return static_cast<size_t>(element - list->list_value().data());
        }

        bool is_element(const Data *data) const {
            if (!sought_list_) return false;
            const auto &elements = sought_list_->list_value();
            return std::less_equal<const Data *>()(elements.data(), data)
                && std::less<const Data *>()(data, elements.data() + elements.size());
        }

        const Data *find(const std::string &name) const {
            if (name == ".") return innermost();
            if (name.size() > 2 && name.compare(name.size() - 2, 2, "()") == 0) return place(name);
            const size_t dot = name.find('.');
            const std::string first = name.substr(0, dot);
            for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
                const Data *value = (*scope)->get(first);
                if (value) return dot == std::string::npos ? value : within(value, name, dot + 1);
            }
            return nullptr;
        }

        /// What `name` leads to from `value`, from its byte `start` on.
        static const Data *within(const Data *value, const std::string &name, size_t start) {
            while (value && start <= name.size()) {
                const size_t dot = std::min(name.find('.', start), name.size());
                value = value->get(name.substr(start, dot - start));
                start = dot + 1;
            }
            return value;
        }

        /// The innermost value; the section of a truth is not one.
        const Data *innermost() const {
            for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
                if (!(*scope)->is_bool() && !(*scope)->is_list()) return *scope;
            }
            return nullptr;
        }

        /// What a function of the place in the innermost list says.
        const Data *place(const std::string &name) const {
            static const Data yes(true), no(Data::type::list);
            for (size_t depth = scopes_.size(); depth-- > 0;) {
                if (!lists_[depth]) continue;
                const size_t at = index(scopes_[depth], lists_[depth]);
                if (name == "first()") return at == 0 ? &yes : &no;
                if (name == "last()") return at + 1 == lists_[depth]->list_value().size() ? &yes : &no;
                if (name == "even()") return at % 2 == 0 ? &yes : &no;
                if (name == "odd()") return at % 2 == 1 ? &yes : &no;
                if (name == "index()") return &text(std::to_string(at));
                return nullptr;
            }
            return nullptr;
        }
    };
}

struct cmu_template {
    kainjow::mustache::mustache mustache;
};

cmu_template *cmu_template_create(const char *bytes, size_t count) {
    try {
        auto *text = new cmu_template{kainjow::mustache::mustache(std::string(bytes, count))};
        if (text->mustache.is_valid()) {
            text->mustache.set_custom_escape([](const std::string &text) { return text; });
            return text;
        }
        delete text;
    } catch (...) {
    }
    return nullptr;
}

void cmu_template_destroy(cmu_template *text) { delete text; }

cmu_outcome cmu_render(
    cmu_template *text, const cmu_value *root, void (*sink)(void *context, const char *bytes, size_t count),
    void *context) {
    if (!text || !root) return cmu_failed;
    try {
        Scopes scopes(&root->data);
        const std::string rendered = text->mustache.render(scopes);
        sink(context, rendered.data(), rendered.size());
        return scopes.has_hole ? cmu_hole : cmu_rendered;
    } catch (...) {
        return cmu_failed;
    }
}
