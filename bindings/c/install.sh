#!/bin/sh
# Builds the library and installs it: header, shared and static library, pkg-config file, CMake package,
# copybook.
#
#   bindings/c/install.sh [--prefix DIR] [--features LIST] [--small] [--target TRIPLE]
#
# DESTDIR is put before every path, as packagers expect. Features: cp932, ebcdic and patterns unless others are given
# (--features cp932 for a smaller library; --features "" for UTF-8 only).
#
# --small: the smallest library, with cp932 unless other features are given. It does without Rust's standard library, so
# a bug in it ends the process, with its place on standard error, where the other answers TOROKU_BUG.
#
# --target: for another machine, named as rustc names it, with that machine's compiler and binutils (Debian's
# gcc-aarch64-linux-gnu and so on; CROSS_COMPILE names others by what stands before `gcc`). The library asks for the glibc that
# it is linked with: LDFLAGS=--sysroot=DIR names an older system's. Windows' library is a DLL
# in bin/, with import libraries and the list of its exports beside the static one. Apple's is a dylib, by LLVM's tools, whose
# SDK is where SDKROOT says. Android's is for --small alone, and needs no NDK: Rust's `core` built from its sources
# (RUSTC_BOOTSTRAP=1 CARGO_FLAGS='-Z build-std=core,alloc'), and the GNU tools for the same processor.
set -eu

prefix=/usr/local
features=unset
profile=release
triple=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$2; shift 2 ;;
        --features) features=$2; shift 2 ;;
        --small) profile=small; shift ;;
        --target) triple=$2; shift 2 ;;
        *) echo "usage: $0 [--prefix DIR] [--features LIST] [--small] [--target TRIPLE]" >&2; exit 2 ;;
    esac
done

here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target}
case $triple in
    '') tools=${CROSS_COMPILE:-} built=$target/$profile ;;
    *) tools=$(sed -n "s/^$triple //p" "$here/packaging/tools.txt") built=$target/$triple/$profile
       tools=${CROSS_COMPILE:-$tools}
       [ -n "$tools" ] || { echo "$0: CROSS_COMPILE must name the tools for $triple" >&2; exit 2; } ;;
esac
case $triple,$profile in *-android*,release) echo "$0: for Android there is --small" >&2; exit 2 ;; esac
compiler=${tools}gcc
[ -n "$tools" ] || compiler=cc
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$here/../../Cargo.toml")
abi=$(sed -n 's/^const ABI_VERSION: u32 = \([0-9]*\);/\1/p' "$here/build.rs")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
to=${DESTDIR:-}$prefix
mkdir -p "$to/include" "$to/lib/pkgconfig" "$to/lib/cmake/toroku" "$to/share/toroku"

# The position of a bug is shown without the folder in which this machine keeps its crates.
flags="\"--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=\""
# Size counts more than the last of the speed: a call's work is microseconds either way.
if [ "$profile" = small ]; then
    [ "$features" != unset ] || features=cp932
    flags="$flags, '--cfg=sha2_backend_soft=\"compact\"'" # saves 10 KB
    # Linux' random source by the system call itself, known since 3.17: the way that first looks for a function of glibc's needs
    # glibc 2.34, and older mainframes have 2.28.
    case ${triple:-$(uname -s)} in
        *-linux-* | Linux) flags="$flags, '--cfg=getrandom_backend=\"linux_raw\"'" ;;
    esac
else
    [ "$features" != unset ] || features=cp932,ebcdic,patterns
    features="$features std"
    # Frame pointers make the tables for unwinding a quarter smaller. A user ID is twenty rounds of SHA-256, which the
    # processor's own instructions do in half the time where they stand in line: 1 KB.
    flags="$flags, '--cfg=no_back_traces', '-Cforce-frame-pointers=yes'"
    set -- --config 'profile.release.opt-level="s"' --config 'profile.release.package.sha2.opt-level=3' \
        --config 'profile.release.panic="unwind"'
fi
# The static library alone, from which the shared one is linked: the optimisation over everything is done once, and
# reaches into Rust's own libraries only where one kind of library is built.
# shellcheck disable=SC2086
(cd "$here" && cargo rustc --quiet --profile "$profile" -p toroku-c --no-default-features --features "$features" \
    --crate-type staticlib ${triple:+--target "$triple"} ${CARGO_FLAGS:-} --config "build.rustflags=[$flags]" "$@")

# As one object that shows the header's symbols and no others, so that a program can hold a second library made with Rust.
# PE's names of 32 bits have an underscore before them.
underscore=
case $triple in i686-pc-windows-*) underscore=_ ;; esac
cp "$here/symbols.txt" "$work/names"
# With the twins for callers of stdcall, whose names end in the bytes of their parameters.
[ -z "$underscore" ] || "${tools}nm" --defined-only "$built/libtoroku_c.a" 2> /dev/null |
    sed -n 's/.* T _\(toroku_std_[a-z_]*@[0-9]*\)$/\1/p' | sort >> "$work/names"
sed "s/^/$underscore/" "$work/names" > "$work/symbols"
sed 's/^/-u /' "$work/symbols" > "$work/roots"
rm -f "$to/lib/libtoroku.a"
case $triple in
    # GNU ld makes no one object of PE's that works: thread-local values, which Rust's standard library has, are refused; of 64 bits
    # addresses in the data lose the place where the program is loaded; of 32 bits a program's link throws the code away.
    *-windows-*) "${tools}objcopy" --strip-debug "$built/libtoroku_c.a" "$to/lib/libtoroku.a" ;;
    # LLVM's linker makes no one object of Mach-O's either.
    *-apple-*) cp "$built/libtoroku_c.a" "$to/lib/libtoroku.a" && "${tools}strip" -S "$to/lib/libtoroku.a" ;;
    *)
        "${tools}ld" -r --gc-sections -o "$work/toroku.o" "@$work/roots" "$built/libtoroku_c.a"
        "${tools}objcopy" --strip-debug --remove-section=".llvm*" --keep-global-symbols="$work/symbols" "$work/toroku.o"
        "${tools}ar" rcs "$to/lib/libtoroku.a" "$work/toroku.o"
        ;;
esac

. "$here/packaging/shared.sh"
case $triple in
    *-apple-*) libraries=System
               shared_for_apple ;;
    *-android*) libraries=c
                shared_for_android ;;
    *-windows-*) libraries='kernel32 ntdll userenv ws2_32 bcrypt'
                 shared_for_windows ;;
    *) libraries='gcc_eh gcc pthread m dl c'
       shared_for_linux ;;
esac

install -m 644 "$here/include/toroku.h" "$to/include/toroku.h"
install -m 644 "$here/cobol/TOROKU.cpy" "$to/share/toroku/TOROKU.cpy"
pointer=$(rustc --print cfg ${triple:+--target "$triple"} | sed -n 's/^target_pointer_width="\(.*\)"$/\1/p')
for file in toroku.pc torokuConfig.cmake torokuConfigVersion.cmake; do
    case $file in
        *.pc) folder=$to/lib/pkgconfig private=$(echo "$libraries" | sed 's/[^ ][^ ]*/-l&/g') ;;
        *) folder=$to/lib/cmake/toroku private=$(echo "$libraries" | tr ' ' ';') ;;
    esac
    sed -e "s|@prefix@|$prefix|g" -e "s|@version@|$version|g" -e "s|@abi@|$abi|g" -e "s|@private@|$private|g" -e "s|@pointer@|$pointer|g" \
        "$here/packaging/$file.in" > "$folder/$file"
done
echo "installed toroku $version (ABI $abi) under $to"
