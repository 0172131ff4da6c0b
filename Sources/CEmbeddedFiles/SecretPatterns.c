#include "CEmbeddedFiles.h"

static const unsigned char secret_patterns[] = {
#embed "../../secret-patterns.yaml"
};

EmbeddedFile embedded_secret_patterns(void) {
    return (EmbeddedFile){"secret-patterns.yaml", secret_patterns, sizeof secret_patterns};
}
