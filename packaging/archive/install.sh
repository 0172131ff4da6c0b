#!/bin/sh
# Installs dsdoctor from the unpacked archive: ./install.sh [PREFIX]     PREFIX is /usr/local unless another is given
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
prefix=${1:-/usr/local}
case $prefix in
-*)
    echo "usage: ./install.sh [PREFIX]" >&2
    exit 64
    ;;
esac

# Before anything is copied: the wrong processor or too old a glibc shows here.
if ! told=$("$here/bin/dsdoctor" --version 2>&1); then
    echo "dsdoctor does not run on this machine: it needs Linux on @ARCHITECTURE@ with glibc @GLIBC@ or newer" >&2
    [ -e /proc/self/exe ] || echo "/proc is not mounted here: without it programs do not find their own libraries" >&2
    echo "$told" >&2
    exit 1
fi
mkdir -p "$prefix"
prefix=$(CDPATH='' cd -- "$prefix" && pwd)
if [ -x "$prefix/lib/dsdoctor/uninstall.sh" ]; then "$prefix/lib/dsdoctor/uninstall.sh"; fi

# Makes a folder and those above it, and writes down which were not there: uninstall.sh removes only these.
created=
make_folder() {
    [ -d "$prefix/$1" ] && return
    case $1 in */*) make_folder "${1%/*}" ;; esac
    mkdir "$prefix/$1"
    created="$1
$created"
}
while read -r file; do
    make_folder "${file%/*}"
    cp "$here/$file" "$prefix/$file"
done < "$here/lib/dsdoctor/installed-files"
printf '%s' "$created" > "$prefix/lib/dsdoctor/created-folders"
# kubectl finds it by this name.
ln -sf dsdoctor "$prefix/bin/kubectl-dsdoctor"
echo "dsdoctor $told is installed below $prefix; $prefix/lib/dsdoctor/uninstall.sh removes it"
case :$PATH: in
*":$prefix/bin:"*) ;;
*) echo "PATH does not have $prefix/bin" ;;
esac
