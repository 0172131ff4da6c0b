// CLibCurl includes curl itself and opens it late. This module names the package that brings its header.
