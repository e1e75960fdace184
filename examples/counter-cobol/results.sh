#!/bin/sh
# results.sh FILE: the result records in lines a person can read: status, host's key, user ID, problems, name,
# municipality.
set -eu
count=$(($(wc -c < "$1") / 800))
at=0
while [ "$at" -lt "$count" ]; do
    record() { dd if="$file" bs=1 skip=$((at * 800 + $1)) count="$2" 2> /dev/null | iconv -f CP932 -t UTF-8 | sed 's/ *$//'; }
    file=$1
    printf '%s %s %-10s %s %s %s\n' "$(record 0 2)" "$(record 2 6)" "$(record 34 10)" "$(record 76 40)" \
        "$(record 166 20)" "$(record 285 40)"
    at=$((at + 1))
done
