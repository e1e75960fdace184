#!/bin/sh
# Builds the library and installs it: header, shared and static library, pkg-config file, CMake package,
# copybook.
#
#   bindings/c/install.sh [--prefix DIR] [--features LIST] [--small]
#
# DESTDIR is put before every path, as packagers expect. Features: cp932, ebcdic and patterns unless others are given
# (--features cp932 for a smaller library; --features "" for UTF-8 only).
#
# --small: the smallest library, with cp932 unless other features are given. It does without Rust's standard library, so
# a bug in it ends the process, with its place on standard error, where the other answers TOROKU_BUG.
set -eu

prefix=/usr/local
features=unset
profile=release
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$2; shift 2 ;;
        --features) features=$2; shift 2 ;;
        --small) profile=small; shift ;;
        *) echo "usage: $0 [--prefix DIR] [--features LIST] [--small]" >&2; exit 2 ;;
    esac
done

here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml")
abi=$(sed -n 's/^const ABI_VERSION: u32 = \([0-9]*\);/\1/p' "$here/build.rs")

# One kind of library at a time: only so does the optimisation over everything reach into Rust's own libraries.
# Size counts more than the last of the speed: a call's work is microseconds either way.
build() {
    (cd "$here" && cargo rustc --quiet --profile "$profile" -p toroku-c --no-default-features \
        --features "$features" "$@")
}
# The position of a bug is shown without the folder in which this machine keeps its crates.
crates="\"--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=\""
# A twentieth of the room for relocations (23 KB less), where the loader of this system reads them so: glibc's does from 2.36
# on. An older one says of the library that GLIBC_ABI_DT_RELR is missing.
packed_relocations() {
    case $(getconf GNU_LIBC_VERSION 2> /dev/null) in
        "glibc 2.3"[6-9] | "glibc 2."[4-9][0-9]) echo "-C link-arg=-Wl,-z,pack-relative-relocs" ;;
    esac
}

if [ "$profile" = small ]; then
    [ "$features" != unset ] || features=cp932
    # The compact SHA-256 saves 10 KB, the linker's script 75 KB.
    set -- --config "build.rustflags=[$crates, '--cfg=sha2_backend_soft=\"compact\"']"
    build "$@" --crate-type cdylib -- \
        -C "link-arg=-Wl,-T,$here/../release/no-unwinding.ld" $(packed_relocations)
else
    [ "$features" != unset ] || features=cp932,ebcdic,patterns
    features="$features std"
    # Frame pointers make the tables for unwinding a quarter smaller. A user ID is twenty rounds of SHA-256, which the
    # processor's own instructions do in half the time where they stand in line: 1 KB.
    set -- --config "build.rustflags=[$crates, '--cfg=no_back_traces', '-Cforce-frame-pointers=yes']" \
        --config 'profile.release.opt-level="s"' --config 'profile.release.package.sha2.opt-level=3' --config 'profile.release.panic="unwind"'
    build "$@" --crate-type cdylib
fi
build "$@" --crate-type staticlib
built=$target/$profile

to=${DESTDIR:-}$prefix
mkdir -p "$to/include" "$to/lib/pkgconfig" "$to/lib/cmake/toroku" "$to/share/toroku"
install -m 644 "$here/include/toroku.h" "$to/include/toroku.h"
install -m 644 "$here/cobol/TOROKU.cpy" "$to/share/toroku/TOROKU.cpy"

install -m 755 "$built/libtoroku_c.so" "$to/lib/libtoroku.so.$version"
strip --strip-unneeded "$to/lib/libtoroku.so.$version"
ln -sf "libtoroku.so.$version" "$to/lib/libtoroku.so.$abi"
ln -sf "libtoroku.so.$abi" "$to/lib/libtoroku.so"

# The static library as one object that shows the header's symbols and no others, so that a program can
# hold a second library made with Rust.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed 's/^/-u /' "$here/symbols.txt" > "$work/roots"
ld -r --gc-sections -o "$work/toroku.o" "@$work/roots" "$built/libtoroku_c.a"
objcopy --strip-debug --remove-section=".llvm*" --keep-global-symbols="$here/symbols.txt" "$work/toroku.o"
rm -f "$to/lib/libtoroku.a"
ar rcs "$to/lib/libtoroku.a" "$work/toroku.o"

for file in toroku.pc torokuConfig.cmake torokuConfigVersion.cmake; do
    case $file in
        *.pc) folder=$to/lib/pkgconfig ;;
        *) folder=$to/lib/cmake/toroku ;;
    esac
    sed -e "s|@prefix@|$prefix|g" -e "s|@version@|$version|g" -e "s|@abi@|$abi|g" \
        "$here/packaging/$file.in" > "$folder/$file"
done
echo "installed toroku $version (ABI $abi) under $to"
