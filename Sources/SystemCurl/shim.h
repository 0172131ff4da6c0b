// CLibCurl includes curl itself. This module makes the package find and link it.
