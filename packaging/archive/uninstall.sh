#!/bin/sh
# Removes what install.sh installed, and the folders that it made where nothing else is in them.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=$(CDPATH='' cd -- "$here/../.." && pwd)
files=$(cat "$here/installed-files")
folders=$(cat "$here/created-folders")
rm -f "$prefix/bin/kubectl-dsdoctor" "$here/created-folders"
for file in $files; do rm -f "$prefix/$file"; done
# The deepest first.
for folder in $folders; do rmdir "$prefix/$folder" 2> /dev/null || :; done
