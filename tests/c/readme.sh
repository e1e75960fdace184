#!/bin/sh
# readme.sh PAGE EXPECTED INSTALLED WORK: takes the C example out of a page as it is printed, compiles it with
# every warning, and runs it. A line of what it prints must be as expected. Where PAGE is a program, the lines of C
# that README.md prints must stand in it.
set -eu
page=$1 expected=$2 installed=$3 work=$4
printed() { sed -n '/^```c$/,/^```$/p' "$1" | sed '/^```/d; s/^ *//'; }
case $page in
*.md) sed -n '/^```c$/,/^```$/p' "$page" | sed '/^```/d' > "$work/example.c" ;;
*)
    cp "$page" "$work/example.c"
    sed 's/^ *//' "$page" > "$work/lines"
    printed README.md > "$work/printed"
    [ -s "$work/printed" ]
    while IFS= read -r line; do
        grep -Fqx -e "$line" "$work/lines" || { echo "README.md prints what $page does not have: $line"; exit 1; }
    done < "$work/printed"
    ;;
esac
[ -s "$work/example.c" ]
gcc -std=c99 -Wall -Wextra -pedantic -Werror "$work/example.c" -I"$installed/include" -L"$installed/lib" -ltoroku \
    -o "$work/example"
LD_LIBRARY_PATH=$installed/lib "$work/example" > "$work/example.out"
cat "$work/example.out"
grep -Eqx "$expected" "$work/example.out"
