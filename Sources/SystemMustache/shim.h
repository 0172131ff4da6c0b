// kainjow's Mustache is one C++ header: only the CMustache target includes it. This module makes the package find it.
#pragma once
