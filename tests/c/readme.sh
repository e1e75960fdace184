#!/bin/sh
# readme.sh INSTALLED WORK: takes the C example out of bindings/c/README.md as it is printed, compiles it with
# every warning, and runs it.
set -eu
installed=$1 work=$2
sed -n '/^```c$/,/^```$/p' bindings/c/README.md | sed '/^```/d' > "$work/example.c"
[ -s "$work/example.c" ]
gcc -std=c99 -Wall -Wextra -pedantic -Werror "$work/example.c" -I"$installed/include" -L"$installed/lib" -ltoroku \
    -o "$work/example"
LD_LIBRARY_PATH=$installed/lib "$work/example" > "$work/example.out"
tail -n 1 "$work/example.out"
grep -Eq 'user ID: [a-z]{5}[0-9]{5}' "$work/example.out"
