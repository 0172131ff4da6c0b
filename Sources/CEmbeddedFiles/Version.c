#include "CEmbeddedFiles.h"

static const unsigned char version[] = {
#embed "../../VERSION"
};

EmbeddedFile embedded_version(void) { return (EmbeddedFile){"VERSION", version, sizeof version}; }
