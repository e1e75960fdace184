#!/bin/sh
# build.sh cmake|pkg-config shared|static|whole INSTALLED WORK: builds the consumer outside the tree and runs it. With
# "whole" it is linked with -static: not even the C library is shared.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tool=$1 way=$2 installed=$3 work=$4
mkdir -p "$work/source"
cp "$here/consumer.c" "$here/CMakeLists.txt" "$work/source"
cd "$work/source"
if [ "$tool" = cmake ]; then
    case $way in shared) choice=OFF ;; *) choice=ON ;; esac
    case $way in whole) linking=-static ;; *) linking= ;; esac
    cmake -S . -B ../build -DCMAKE_PREFIX_PATH="$installed" -DCONSUMER_STATIC=$choice \
        -DCMAKE_EXE_LINKER_FLAGS="$linking" > ../log
    cmake --build ../build >> ../log
    program=../build/consumer
else
    export PKG_CONFIG_PATH=$installed/lib/pkgconfig
    program=../consumer
    if [ "$way" = whole ]; then
        # shellcheck disable=SC2046
        gcc -static consumer.c $(pkg-config --static --cflags --libs toroku) -o $program
    elif [ "$way" = static ]; then
        # The archive by its name: -ltoroku would take the shared one where both are.
        # shellcheck disable=SC2046
        gcc consumer.c $(pkg-config --cflags toroku) "$(pkg-config --variable=libdir toroku)/libtoroku.a" \
            $(pkg-config --static --libs-only-l toroku | sed 's/-ltoroku//') -o $program
    else
        # shellcheck disable=SC2046
        gcc consumer.c $(pkg-config ${PKG_CONFIG_RELOCATE:-} --cflags --libs toroku) -o $program
    fi
fi
if [ "$way" != shared ]; then
    if readelf -d $program | grep -q libtoroku; then echo "not static"; exit 1; fi
    unset LD_LIBRARY_PATH
else
    readelf -d $program | grep -q 'libtoroku.so.0'
fi
$program
