// CLibArchive includes and links libarchive. This module names the packages that bring it.
