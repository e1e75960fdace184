#!/bin/sh
# office.sh INSTALLED WORK PORTAL: the way from the counter to the office and back. The office's portal imports the
# committed records, twice; exports what was registered while more come in; and the COBOL program prints every one
# exactly once.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
installed=$1 work=$2/office portal=$3
mkdir -p "$work"
cobc -x -Wall -Werror -I "$installed/share/toroku" -o "$work/DAYLIST" DAYLIST.cob
cd "$work"
# The version that the committed records agree to.
export TOROKU_DATABASE="$work/portal.sqlite3" TOROKU_TERMS_VERSION=2023-03

"$portal" init
"$portal" import "$here/applicants.dat" --results first.dat
"$portal" import "$here/applicants.dat" --results second.dat
cmp first.dat second.dat
# The same records are good as in the batch, and each good one has a user ID.
ids() { "$here/results.sh" "$1" | grep -Eo '^00 A-[0-9]+ [a-z]{5}[0-9]{5}' | cut -d ' ' -f 3; }
ids first.dat > imported
[ "$(wc -l < imported)" = 6 ]

# Records of more people, by other keys, while exports run.
person() { dd if="$here/applicants.dat" bs=600 count=1 2> /dev/null | LC_ALL=C sed "s/A-0001/B-00$1/"; }
for number in 11 12 13 14 15 16 17 18; do person "$number" > "$number.dat"; done
(for number in 11 12 13 14 15 16 17 18; do
    "$portal" import "$number.dat" --results "$number.results" > /dev/null
done) &
importing=$!
round=0
: > listed
export_and_list() {
    round=$((round + 1))
    "$portal" export registrations.dat --cursor cursor > /dev/null
    # Not handed over twice, and not over what was not read yet.
    "$portal" export registrations.dat --cursor cursor 2> refused && exit 1
    grep -q 'is there already' refused
    ./DAYLIST > said
    grep -Eo '^  [0-9:]{8}  [a-z]{5}[0-9]{5}' day.txt | cut -c 13-22 >> listed || true
    cat window.txt >> windows
    rm registrations.dat day.txt window.txt
}
# What DAYLIST refuses: it says so, and there is no list.
refused() { # refused CODE WORDS
    got=0
    ./DAYLIST > said 2>&1 || got=$?
    [ "$got" = "$1" ] && grep -q "$2" said || { echo "return code $got, not $1:"; cat said; exit 1; }
    [ "$(ls day.txt window.txt ./*.new 2> /dev/null | wc -l)" = "${3:-0}" ]
}
refused 12 'is not there'
while kill -0 "$importing" 2> /dev/null; do export_and_list; done
wait "$importing"
export_and_list
for number in 11 12 13 14 15 16 17 18; do
    dd if="$number.results" bs=1 skip=34 count=10 2> /dev/null
    echo
done >> imported
sort imported > a
sort listed > b
cmp a b
[ "$(wc -l < b)" = 14 ]
# A file that was cut off, wherever: never a list with one person's name and half of another's user ID.
"$portal" export registrations.dat --cursor whole > /dev/null
cp registrations.dat whole.dat
for length in 1 33 34 40 100 271 340 577 673 799; do
    head -c $((800 + length)) whole.dat > registrations.dat
    refused 8 'record 2 .* FILE STATUS 04'
done
cp whole.dat registrations.dat
# No room for the lists, which FILE STATUS says of some writes alone.
(trap '' XFSZ && ulimit -f 0 && ./DAYLIST 2>&1 || [ $? = 12 ]) | grep -q 'cannot be written'
[ ! -e day.txt ] && [ ! -e window.txt ]
./DAYLIST > said
[ -z "$(find . -name '*.txt' -perm /077)" ]
# A list that was not printed yet is not written over.
refused 12 'day.txt is there already' 2
iconv -f CP932 -t UTF-8 windows | grep -q '^NGUYEN VAN DUC .*2000-01-01  [a-z0-9]\{10\}  北海道札幌市中央区$'
echo "$(wc -l < b) registrations, each listed once in $round exports"
