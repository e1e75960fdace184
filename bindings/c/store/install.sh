#!/bin/sh
# Builds the store and installs it beside the library, which stands under the same prefix already: header, shared and
# static library, pkg-config file, copybook, and the program toroku-store.
#
#   bindings/c/store/install.sh [--prefix DIR]
#
# It needs a C compiler (CC) and SQLite 3.37 or newer with its header. DESTDIR is put before every path. For another machine
# CROSS_COMPILE names its compiler and binutils by what stands before `gcc`.
set -eu

prefix=/usr/local
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$2; shift 2 ;;
        *) echo "usage: $0 [--prefix DIR]" >&2; exit 2 ;;
    esac
done
here=$(cd "$(dirname "$0")" && pwd)
to=${DESTDIR:-}$prefix
abi=0
version=$(sed -n 's/^Version: //p' "$to/lib/pkgconfig/toroku.pc")
tools=${CROSS_COMPILE:-}
cc=${CC:-${tools:+${tools}gcc}}
cc=${cc:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Files of more than 2 GB, and times after January 2038, on machines of 32 bits too.
flags="-std=c99 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 ${CFLAGS:--O2} -Wall -Wextra -pedantic -fPIC -I$to/include -I$here"
for source in "$here"/*.c; do
    # shellcheck disable=SC2086
    $cc $flags -c "$source" -o "$work/$(basename "$source" .c).o"
done
mv "$work/toroku-store.o" "$work/program"
echo '{ global: toroku_store_*; toroku_reader_*; toroku_output_*; toroku_list_*; toroku_slip_*; toroku_line_*; local: *; };' > "$work/exported"
# shellcheck disable=SC2086
$cc ${LDFLAGS:-} -shared -Wl,-soname,libtoroku_store.so.$abi -Wl,-z,defs -Wl,--version-script="$work/exported" \
    -o "$work/libtoroku_store.so" "$work"/*.o -L"$to/lib" -ltoroku -lsqlite3
# One object that shows the header's functions and no other.
"${tools}ld" -r -o "$work/toroku_store.obj" "$work"/*.o
"${tools}objcopy" --wildcard --keep-global-symbol='toroku_*' "$work/toroku_store.obj"
mkdir -p "$to/bin" "$to/include" "$to/lib/pkgconfig" "$to/share/toroku"
rm -f "$to/lib/libtoroku_store.a"
"${tools}ar" rcs "$to/lib/libtoroku_store.a" "$work/toroku_store.obj"
install -m 755 "$work/libtoroku_store.so" "$to/lib/libtoroku_store.so.$version"
ln -sf "libtoroku_store.so.$version" "$to/lib/libtoroku_store.so.$abi"
ln -sf "libtoroku_store.so.$abi" "$to/lib/libtoroku_store.so"
# shellcheck disable=SC2086
$cc ${LDFLAGS:-} -o "$to/bin/toroku-store" -x none "$work/program" -L"$to/lib" -ltoroku_store -ltoroku \
    -Wl,-rpath,'$ORIGIN/../lib'
install -m 644 "$here/toroku_store.h" "$to/include/toroku_store.h"
install -m 644 "$here/TKSTORE.cpy" "$to/share/toroku/TKSTORE.cpy"
sed -e "s|@prefix@|$prefix|g" -e "s|@version@|$version|g" "$here/toroku_store.pc.in" > "$to/lib/pkgconfig/toroku_store.pc"
echo "installed toroku_store $version (ABI $abi) under $to"
