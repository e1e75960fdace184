#!/bin/sh
# readme.sh INSTALLED WORK: takes the COBOL example out of bindings/c/README.md as it is printed, compiles and
# runs it.
set -eu
installed=$1 work=$2
sed -n '/^```cobol$/,/^```$/p' bindings/c/README.md | sed '/^```/d' > "$work/EXAMPLE.cob"
[ -s "$work/EXAMPLE.cob" ]
cobc -x -I "$installed/share/toroku" -o "$work/EXAMPLE" "$work/EXAMPLE.cob"
COB_PRE_LOAD=libtoroku COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib" "$work/EXAMPLE" \
    > "$work/EXAMPLE.out"
tail -n 1 "$work/EXAMPLE.out"
grep -Eq '[a-z]{5}[0-9]{5}' "$work/EXAMPLE.out"
