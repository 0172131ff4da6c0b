// simdjson is C++: only the CSimdJSON target includes it. This module makes the package find and link it.
