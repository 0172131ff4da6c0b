#pragma once

/// Files that are compiled into the program, byte for byte.

#include <stddef.h>

/// A file of the repository. It lives as long as the program.
typedef struct {
    /// The name without folders, as C text.
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t count;
} EmbeddedFile;

/// Files that stand one after another.
typedef struct {
    const EmbeddedFile *_Nonnull first;
    size_t count;
} EmbeddedFiles;

/// The files of `playbooks/`, sorted by name.
EmbeddedFiles embedded_playbooks(void);

/// `log-signatures.yaml`.
EmbeddedFile embedded_log_signatures(void);

/// `secret-patterns.yaml`.
EmbeddedFile embedded_secret_patterns(void);

/// `VERSION`: one line.
EmbeddedFile embedded_version(void);

/// The files of `Sources/ReportRendering/Web/`, sorted by name: what HTML pages are made from.
EmbeddedFiles embedded_web(void);

/// The SHA-256 of `report.js` and of `report.css` as a Content-Security-Policy names it: `sha256-…`, as C text.
const char *_Nonnull embedded_web_script_hash(void);
const char *_Nonnull embedded_web_style_hash(void);
