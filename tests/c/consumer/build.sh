#!/bin/sh
# build.sh cmake|pkg-config shared|static INSTALLED WORK: builds the consumer outside the tree and runs it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tool=$1 way=$2 installed=$3 work=$4
mkdir -p "$work/source"
cp "$here/consumer.c" "$here/CMakeLists.txt" "$work/source"
cd "$work/source"
if [ "$tool" = cmake ]; then
    case $way in static) choice=ON ;; *) choice=OFF ;; esac
    cmake -S . -B ../build -DCMAKE_PREFIX_PATH="$installed" -DCONSUMER_STATIC=$choice > ../log
    cmake --build ../build >> ../log
    program=../build/consumer
else
    export PKG_CONFIG_PATH=$installed/lib/pkgconfig
    program=../consumer
    if [ "$way" = static ]; then
        # The archive by its name: -ltoroku would take the shared one where both are.
        # shellcheck disable=SC2046
        gcc consumer.c $(pkg-config --cflags toroku) "$(pkg-config --variable=libdir toroku)/libtoroku.a" \
            $(pkg-config --static --libs-only-l toroku | sed 's/-ltoroku//') -o $program
    else
        # shellcheck disable=SC2046
        gcc consumer.c $(pkg-config --cflags --libs toroku) -o $program
    fi
fi
if [ "$way" = static ]; then
    if readelf -d $program | grep -q libtoroku; then echo "not static"; exit 1; fi
    unset LD_LIBRARY_PATH
else
    readelf -d $program | grep -q 'libtoroku.so.0'
fi
$program
