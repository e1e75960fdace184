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
    rm registrations.dat
}
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
iconv -f CP932 -t UTF-8 windows | grep -q '^NGUYEN VAN DUC .*2000-01-01  [a-z0-9]\{10\}  北海道札幌市中央区$'
echo "$(wc -l < b) registrations, each listed once in $round exports"
