#!/bin/sh
# readme.sh PAGE EXPECTED INSTALLED WORK: takes the C example out of a page as it is printed, compiles it with
# every warning, and runs it. A line of what it prints must be as expected.
set -eu
page=$1 expected=$2 installed=$3 work=$4
sed -n '/^```c$/,/^```$/p' "$page" | sed '/^```/d' > "$work/example.c"
[ -s "$work/example.c" ]
gcc -std=c99 -Wall -Wextra -pedantic -Werror "$work/example.c" -I"$installed/include" -L"$installed/lib" -ltoroku \
    -o "$work/example"
LD_LIBRARY_PATH=$installed/lib "$work/example" > "$work/example.out"
cat "$work/example.out"
grep -Eqx "$expected" "$work/example.out"
