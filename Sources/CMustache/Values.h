#pragma once

#include "CMustache.h"

#include <kainjow/mustache.hpp>

using Data = kainjow::mustache::data;

struct cmu_value {
    Data data;
};
