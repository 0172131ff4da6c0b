#include "CEmbeddedFiles.h"

static const unsigned char log_signatures[] = {
#embed "../../log-signatures.yaml"
};

EmbeddedFile embedded_log_signatures(void) {
    return (EmbeddedFile){"log-signatures.yaml", log_signatures, sizeof log_signatures};
}
