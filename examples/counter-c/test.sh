#!/bin/sh
# test.sh INSTALLED WORK: builds the counter program and runs one session in UTF-8, in CP932, and in two halves
# with the program ended between them.
set -eu
cd "$(dirname "$0")"
installed=$1 work=$2/counter-c
export PKG_CONFIG_PATH="$installed/lib/pkgconfig" LD_LIBRARY_PATH="$installed/lib"
mkdir -p "$work/utf8" "$work/cp932" "$work/halves"
cp ./*.c ./*.h Makefile "$work"
make --quiet -C "$work" CFLAGS="-g -Wall -Wextra -pedantic -Werror"

"$work/counter" --store "$work/utf8" < session.txt > "$work/utf8.txt"
iconv -f UTF-8 -t CP932 session.txt | "$work/counter" --encoding cp932 --store "$work/cp932" > "$work/cp932.raw"
iconv -f CP932 -t UTF-8 "$work/cp932.raw" > "$work/cp932.txt"
# The same screens in both, but for the user ID.
without_id() { sed 's/ID  [a-z]\{5\}[0-9]\{5\}/ID/' "$1"; }
without_id "$work/utf8.txt" > "$work/a"
without_id "$work/cp932.txt" > "$work/b"
cmp "$work/a" "$work/b"

head -n 9 session.txt | "$work/counter" --store "$work/halves" > /dev/null && exit 1
printf '\n\n\n\n\n\n\n\n\n\n' | "$work/counter" --store "$work/halves" > "$work/second.txt" && exit 1
grep -q 'STEP1' "$work/second.txt"
ls "$work/utf8" | grep -Eq '^[a-z]{5}[0-9]{5}$'
grep -q 'HOUMU TARO' "$work/utf8"/[a-z]*[0-9]
# The name was a suggestion taken, and the street came with the municipality.
grep -q "北１条西２丁目" "$work/utf8"/[a-z]*[0-9]
echo "two encodings, $(grep -c '! ' "$work/utf8.txt") problems explained"
