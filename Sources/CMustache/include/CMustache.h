#pragma once

/// Mustache templates for Swift, over kainjow's Mustache for C++. Nothing here throws, whatever the bytes are.

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: - Values

/// What a template sees: a text, a truth, a list of values or an object with named values.
typedef struct cmu_value cmu_value;

/// Bytes of UTF-8.
cmu_value *cmu_value_text(const char *bytes, size_t count);
/// A truth; a section of one that is true is there once.
cmu_value *cmu_value_truth(bool truth);
/// What is known to be absent: no section is there, and printing it is a hole.
cmu_value *cmu_value_absent(void);
cmu_value *cmu_value_list(void);
cmu_value *cmu_value_object(void);
/// Takes `element`, which is nobody's afterwards.
void cmu_list_append(cmu_value *list, cmu_value *element);
/// Takes `value`, which is nobody's afterwards.
void cmu_object_set(cmu_value *object, const char *name, size_t count, cmu_value *value);
void cmu_value_destroy(cmu_value *value);

// MARK: - Templates

/// A template that was read. Any number of threads may render it at once.
typedef struct cmu_template cmu_template;

/// Reads a template; null when it is none.
///
/// A variable whose name begins with `=` is looked up without it, and is a hole where there is no such value.
/// `first()`, `last()`, `index()`, `even()` and `odd()` are of the place in the innermost list.
cmu_template *cmu_template_create(const char *bytes, size_t count);
void cmu_template_destroy(cmu_template *text);

/// What a rendering came to.
typedef enum {
    cmu_rendered = 0,
    /// A variable that begins with `=` has no value.
    cmu_hole = 1,
    /// Memory is short, or the template is not to be rendered.
    cmu_failed = 2,
} cmu_outcome;

/// Renders `text` over `root`, an object, and gives the bytes to `sink` at once. Nothing is escaped.
cmu_outcome cmu_render(
    cmu_template *text, const cmu_value *root, void (*sink)(void *context, const char *bytes, size_t count),
    void *context);

#ifdef __cplusplus
}
#endif
