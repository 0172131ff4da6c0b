#pragma once

/// libarchive, linked statically with what its formats and filters need: the shared one loads libxml2 and ICU at each
/// start, for formats that are not read here. Only the objects that something refers to are linked.

#include <archive.h>
#include <archive_entry.h>
