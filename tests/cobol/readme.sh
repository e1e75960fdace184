#!/bin/sh
# readme.sh PAGE EXPECTED INSTALLED WORK: takes the COBOL example out of a page as it is printed, compiles and
# runs it. A line of what it prints must be as expected.
set -eu
page=$1 expected=$2 installed=$3 work=$4
sed -n '/^```cobol$/,/^```$/p' "$page" | sed '/^```/d' > "$work/EXAMPLE.cob"
[ -s "$work/EXAMPLE.cob" ]
cobc -x -I "$installed/share/toroku" -o "$work/EXAMPLE" "$work/EXAMPLE.cob"
COB_PRE_LOAD=libtoroku COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib" "$work/EXAMPLE" \
    > "$work/EXAMPLE.out"
cat "$work/EXAMPLE.out"
grep -Eqx "$expected" "$work/EXAMPLE.out"
