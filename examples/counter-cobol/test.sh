#!/bin/sh
# test.sh INSTALLED WORK: compiles both programs, runs the registration in UTF-8 and CP932 and the batch over the
# committed file, and compares the clerk's list and the results with those committed.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
installed=$1 work=$2/counter-cobol
mkdir -p "$work"
# cobc makes calls to functions of a library that is preloaded; COB_LIBRARY_PATH says where it is.
export COB_PRE_LOAD=libtoroku COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib"
for program in SCREEN BATCH; do
    cobc -x -Wall -Werror -I "$installed/share/toroku" -o "$work/$program" $program.cob
done
cp applicants.dat sequence.key number.txt "$work"
cd "$work"

./SCREEN UTF8 < "$here/session.txt" > utf8.txt
iconv -f UTF-8 -t CP932 "$here/session.txt" | ./SCREEN CP932 | iconv -f CP932 -t UTF-8 > cp932.txt
without_id() { sed 's/ID  [a-z]\{5\}[0-9]\{5\}/ID/' "$1"; }
without_id utf8.txt > a
without_id cp932.txt > b
cmp a b
grep -Eq 'ID  [a-z]{5}[0-9]{5}' utf8.txt
# The name was a suggestion taken; there was one, and no second.
grep -q '! no such suggestion' utf8.txt
sed '1,/STEP2/d' utf8.txt | grep -q '^  HOUMU TARO$'

./BATCH > batch.txt
iconv -f CP932 -t UTF-8 errors.txt > errors.utf8
diff "$here/expected/errors.txt" errors.utf8
# The results but for the mails' keys, which come from entropy.
"$here/results.sh" results.dat > results.utf8
diff "$here/expected/results.txt" results.utf8
[ "$(cat number.txt)" = 000000001006 ]
[ "$(grep -ac 'https://registration.example/password?id=' mails.txt)" = 6 ]
tail -n 1 batch.txt
