#!/bin/sh
# readme.sh PAGE EXPECTED INSTALLED WORK: takes the COBOL example out of a page as it is printed, compiles and
# runs it. A line of what it prints must be as expected. Where PAGE is a program, the lines of COBOL that README.md
# prints must stand in it.
set -eu
page=$1 expected=$2 installed=$3 work=$4
printed() { sed -n '/^```cobol$/,/^```$/p' "$1" | sed '/^```/d; s/^ *//'; }
case $page in
*.md) sed -n '/^```cobol$/,/^```$/p' "$page" | sed '/^```/d' > "$work/EXAMPLE.cob" ;;
*)
    cp "$page" "$work/EXAMPLE.cob"
    sed 's/^ *//' "$page" > "$work/lines"
    printed README.md > "$work/printed"
    [ -s "$work/printed" ]
    while IFS= read -r line; do
        grep -Fqx -e "$line" "$work/lines" || { echo "README.md prints what $page does not have: $line"; exit 1; }
    done < "$work/printed"
    ;;
esac
[ -s "$work/EXAMPLE.cob" ]
cobc -x -I "$installed/share/toroku" -o "$work/EXAMPLE" "$work/EXAMPLE.cob"
COB_PRE_LOAD=libtoroku COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib" "$work/EXAMPLE" \
    > "$work/EXAMPLE.out"
cat "$work/EXAMPLE.out"
grep -Eqx "$expected" "$work/EXAMPLE.out"
