#!/bin/sh
# test.sh INSTALLED WORK: builds the counter program and runs one session in UTF-8 and in CP932, one that is ended and
# goes on, and four clerks at once on one store. Its screens are looked at by tests/c/clerk.py.
set -eu
cd "$(dirname "$0")"
installed=$1 work=$2/counter-c
export PKG_CONFIG_PATH="$installed/lib/pkgconfig" LD_LIBRARY_PATH="$installed/lib" PATH="$installed/bin:$PATH"
mkdir -p "$work"
cp ./*.c ./*.h Makefile session.txt terms.*.txt "$work"
rm -f "$work/words.c"
cd "$work"
make --quiet CFLAGS="-g -Wall -Wextra -pedantic -Werror"
umask 022
rm -f ./*.store* ./*.key held held.txt
toroku-store make-key sequence.key

# clerk STORE OPTION...
clerk() {
    store=$1.store
    shift
    [ -e "$store" ] || toroku-store create "$store" sequence.key
    ./counter --store "$store" --key sequence.key "$@"
}
mkdir -p slips
clerk utf8 --slips slips < session.txt > utf8.txt
grep -q '利用者IDとパスワードは他人に知らせないでください' utf8.txt
# What is printed for the applicant has the user ID, and nobody else reads it.
id=$(grep -Eo 'slip-[a-z]{5}[0-9]{5}' utf8.txt | head -n 1 | cut -c 6-)
grep -q "$id" "slips/slip-$id.txt"
[ -z "$(find slips -type f -perm /077)" ]
iconv -f UTF-8 -t CP932 session.txt | clerk cp932 --encoding cp932 --slips slips > cp932.raw
iconv -f CP932 -t UTF-8 cp932.raw > cp932.txt
# The same screens in both, but for the user ID; what is stored is the same text too.
without_id() { sed 's/[a-z]\{5\}[0-9]\{5\}/ID/' "$1"; }
without_id utf8.txt > a
without_id cp932.txt > b
cmp a b
stored() { sqlite3 "$1.store" "select $2 from registration"; }
# The name was a suggestion taken, and the street came with the municipality.
[ "$(stored utf8 'user_name, street_address, email')" = "HOUMU TARO|北１条西２丁目|user01@ens-test.com" ]
[ "$(stored cp932 'user_name, street_address, email')" = "HOUMU TARO|北１条西２丁目|user01@ens-test.com" ]
# What a mailed link needs is there; nothing is there for others to read.
[ "$(stored utf8 'length(password_setup) > 100, mail_done')" = "1|0" ]
[ -z "$(find . -name '*.store*' -perm /077)" ]

# The program ends in the middle: STEP1 goes on at the first open field, and what was entered is there.
head -n 9 session.txt | clerk halves > /dev/null && exit 1
clerk halves < /dev/null > second.txt && exit 1
grep '^\*' second.txt | head -n 1 | grep -q '利用者連絡先'
printf '0312345678\nuser01@ens-test.com\nuser01@ens-test.com\n1\n\ny\nr\n' | clerk halves > third.txt
grep -Eq '利用者ID：[a-z]{5}[0-9]{5}' third.txt
[ "$(stored halves user_name)" = "HOUMU TARO" ]

# Without its Terms of Use it registers nobody.
# Nor with terms that it could not show to their end.
iconv -f UTF-8 -t CP932 terms.ja.txt > sjis.ja.txt && cp terms.en.txt sjis.en.txt
{ cat terms.ja.txt && echo '𠮷'; } > rare.ja.txt && cp terms.en.txt rare.en.txt
{ cat terms.ja.txt && head -c 9000 /dev/zero | tr '\0' x; } > long.ja.txt && cp terms.en.txt long.en.txt
for terms in nowhere sjis long rare; do
    clerk halves --encoding cp932 --terms $terms < session.txt > screens 2> refused && exit 1
    grep -q 'Terms of Use cannot be read' refused && [ ! -s screens ]
done

# Four clerks at once have four user IDs, and one terminal has one program.
toroku-store create four.store sequence.key
for terminal in 1 2 3 4; do
    clerk four --terminal "$terminal" < session.txt > "four-$terminal.txt" &
done
wait
[ "$(grep -Eho 'slip-[a-z]{5}[0-9]{5}' four-?.txt | sort -u | wc -l)" = 4 ]
[ "$(stored four 'count(distinct user_id)')" = 4 ]
mkfifo held
clerk four --terminal 1 < held > held.txt &
exec 3> held
# It asks once it has the terminal.
until grep -qs '^> ' held.txt; do sleep 0.1; done
clerk four --terminal 1 < /dev/null > /dev/null 2> refused && exit 1
grep -q 'Another program' refused
exec 3>&-
wait || true
# Another key, and none, are refused before anything is done.
toroku-store make-key other.key
./counter --store utf8.store --key other.key < session.txt 2> refused > /dev/null && exit 1
grep -q 'not the key' refused
echo "two encodings, $(grep -c '! ' utf8.txt) problems explained, four clerks"
