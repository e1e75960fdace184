#!/usr/bin/env bash
# batch.sh INSTALLED WORK DISK: what must hold for the batch, whatever happens to it: nobody lost, nobody registered
# twice, nobody's data in another's record. DISK is the library made of tests/c/store/disk.c. TOROKU_KILLS says how
# often it is killed: 20 times unless it is set. TOROKU_CUTS says how often the disk fails at each of its moments, each
# time with other writes lost; unless it is set the power goes off once at each, and the disk is full at every third.
set -eu
cd "$(dirname "$0")"
here=$PWD
installed=$1 work=$2/batch disk=$3
export COB_PRE_LOAD=libtoroku:libtoroku_store COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib"
export PATH="$installed/bin:$PATH"
rm -rf "$work"
mkdir -p "$work"
cobc -x -I "$installed/share/toroku" -o "$work/BATCH" BATCH.cob
cd "$work"
umask 022
toroku-store make-key sequence.key

# people FROM TO: records that differ in their host keys and telephone numbers.
dd if="$here/applicants.dat" of=first bs=600 count=1 2> /dev/null
people() {
    LC_ALL=C awk -v from="$1" -v to="$2" '{
        for (i = from; i <= to; i++)
            printf "%s%s%s%s%s", substr($0, 1, 333), sprintf("03%08d", i), substr($0, 344, 219), sprintf("K%07d", i), substr($0, 571)
    }' first
}
new_store() { rm -f counter.store* && toroku-store create counter.store sequence.key "${1:-000000000000}"; }
code() { # code WANTED COMMAND...: runs it, which must end with this return code
    local wanted=$1 got=0
    shift
    "$@" > said 2>&1 || got=$?
    [ "$got" = "$wanted" ] || { echo "return code $got, not $wanted: $*"; cat said; exit 1; }
}
sql() { sqlite3 counter.store "$1"; }
ids() { LC_ALL=C fold -b -w 800 "$1" | cut -b 3-10,35-44 | grep -v '          $' || true; }
# Everyone of a file is registered once, and the results say so.
whole() { # whole FILE COUNT
    ids "$1.results" | sort > a
    sql "select cast(host_key as text) || user_id from registration where host_key in ($(ids "$1.results" | cut -b 1-8 | sed "s/.*/cast('&' as blob)/" | paste -sd ,))" | sort > b
    cmp a b
    [ "$(wc -l < a)" = "$2" ]
}
# No number is given twice or lost, and each registration has its mail and its password setup.
sound() {
    [ "$(sql 'pragma integrity_check')" = ok ]
    [ "$(sql 'select next - (select count(*) from registration) - '"${1:-0}"' from counter')" = 0 ]
    [ "$(sql 'select count(*) from registration where mail_done or length(mail) < 100 or length(password_setup) < 100')" = 0 ]
}

# All lengths are in tests/c/store/records.c.
truncations() {
    new_store
    people 1 2 > two
    local length
    for length in 1 $(seq 26 37 593) 594 599; do
        head -c $((600 + length)) two > cut
        code 8 ./BATCH cut
        # The second has neither a user ID nor a value: neither its own nor the first one's.
        [ "$(tail -c 800 cut.results | cut -b 1-2)" = 02 ]
        [ -z "$(tail -c 800 cut.results | cut -b 35-76,167-673,675-800 | tr -d ' ')" ]
        # Nor is it in the rejects, where spaces would make it whole.
        [ ! -s cut.rejects ]
        rm cut.results
    done
    [ "$(sql 'select count(*) from registration')" = 1 ]
    sound
    # A last X'1A' alone is an old system's end of file; a record that is too long is none.
    { head -c 600 two; printf '\032'; } > cut
    code 0 ./BATCH cut
    { head -c 600 two; printf '\n'; tail -c 600 two; printf 'x\n'; } > cut && rm cut.results
    code 8 ./BATCH cut
    [ "$(tail -c 800 cut.results | head -c 2)" = 03 ] && [ ! -s cut.rejects ] && rm cut.results
    # A record of a later version is not read, and can be given to a later program.
    { head -c 594 two; printf 2; head -c 600 two | tail -c 5; } > cut && rm cut.rejects
    code 8 ./BATCH cut
    [ "$(head -c 2 cut.results)" = 06 ] && cmp cut cut.rejects && grep -aq '^  *1  06    ' cut.list
    rm cut.results cut.rejects
    # A file with line ends at some records: a byte is missing somewhere.
    { people 1 2; printf '\r\n'; people 3 4; } > cut
    code 12 ./BATCH cut
    [ ! -e cut.results ] && [ ! -e cut.results.new ]
    # The same records on lines are the same records.
    { head -c 600 two; printf '\r\n'; tail -c 600 two; printf '\r\n'; } > cut
    code 0 ./BATCH cut
    [ "$(sql 'select count(*) from registration')" = 2 ]
    rm cut.*
    # And behind their lengths: as GnuCOBOL writes them, and as IBM's systems do.
    { printf '\002\130\000\000'; head -c 600 two; printf '\002\130\000\000'; tail -c 600 two; } > cut
    code 0 ./BATCH cut VARYING
    grep -q '^2 read, 0 registered, 2 registered before' said
    rm cut.*
    { printf '\002\134\000\000'; head -c 600 two; printf '\002\134\000\000'; tail -c 500 two; } > cut
    code 8 ./BATCH cut RDW
    [ "$(tail -c 800 cut.results | head -c 2)" = 02 ]
    rm cut.*
}

# What an operator types wrong, and what is not there: nothing is begun, and the message names it.
wrong_words() {
    new_store
    people 1 12 > 'day 1.dat'
    code 0 ./BATCH --help
    grep -q '^usage: BATCH FILE' said
    for words in "" "day FIXEDLY" "day FIXED 0" "day FIXED 10000" "day FIXED 1x"; do
        # shellcheck disable=SC2086
        code 12 ./BATCH $words
        grep -q '^usage: BATCH FILE' said
    done
    code 12 ./BATCH nowhere.dat
    grep -q '^BATCH: nowhere.dat: There is no such file' said
    mv sequence.key away
    code 12 ./BATCH 'day 1.dat'
    grep -q 'The key file is not there' said
    mv away sequence.key && mv counter.store away
    code 12 ./BATCH 'day 1.dat'
    grep -q '^BATCH: counter.store: There is no such file' said
    mv away counter.store
    # A name with a space is one name.
    code 0 ./BATCH 'day 1.dat' FIXED 00012
    [ -e 'day 1.dat.results' ] && [ -e 'day 1.dat.rejects' ] && [ -e 'day 1.dat.list' ]
    code 12 ./BATCH 'day 1.dat'
    grep -q '^BATCH: day 1.dat.results: There is such a file already' said
    rm -f day*
}

# A shop's own characters are what its file says, and a file that is wrong is not begun with.
own_characters() {
    new_store
    people 1 2 > shop
    printf '1-1-1 \xF0\x40' | dd of=shop bs=1 seek=173 conv=notrunc 2> /dev/null
    code 4 ./BATCH shop
    iconv -f CP932 -t UTF-8 shop.list | grep -q '9003  .*F040'
    printf '# ours\nF040\t髙\n' > userchars.txt
    rm shop.results shop.rejects
    code 0 ./BATCH shop
    grep -q '^2 read, 1 registered, 1 registered before' said
    sql 'select street_address from registration' | grep -q '１－１－１　髙.*'
    echo F041 >> userchars.txt
    code 12 ./BATCH shop
    grep -q '^BATCH: userchars.txt, line 3: ' said
    rm userchars.txt shop*
}

the_same_again() {
    new_store
    people 1 50 > day
    code 0 ./BATCH day
    whole day 50
    # What a run has given is not written over, and nothing is done.
    cp day.results given
    code 12 ./BATCH day
    cmp given day.results
    rm day.results
    code 0 ./BATCH day
    cmp given day.results
    grep -q '^50 read, 0 registered, 50 registered before' said
    # Under another name, and with more behind it.
    people 1 60 > more
    code 0 ./BATCH more
    cmp given <(head -c 40000 more.results)
    # Another person under a key that was used: told, never registered.
    { LC_ALL=C sed 's/HOUMU TARO/HOUMU JIRO/' < <(people 1 1); } > other
    code 4 ./BATCH other
    [ "$(head -c 2 other.results)" = 05 ]
    LC_ALL=C grep -aFq "$(printf '\x83\x7A\x83\x58\x83\x67\x83\x4C\x81\x5B')" other.list
    [ "$(sql 'select count(*) from registration')" = 60 ]
    # Another file of the same name, whose results alone were moved away: the first one's rejects and list stay.
    people 2 2 | LC_ALL=C sed 's/HOUMU TARO/HOUMU JIRO/' > other
    rm other.results
    cp other.rejects first.rejects && cp other.list first.list
    code 12 ./BATCH other
    cmp first.rejects other.rejects && cmp first.list other.list && [ ! -e other.results ]
    rm other.rejects first.rejects first.list
    code 4 ./BATCH other
    # A store that is not there is not made, and output is not touched before all is open.
    mv counter.store away
    code 12 ./BATCH other
    [ ! -e counter.store ] && mv away counter.store
    sound
    rm day.* more.* other.*
}

# Who gave what file when, and what became of it.
journal() {
    new_store
    people 1 30 > day
    code 0 ./BATCH day
    { people 21 30; people 31 40 | LC_ALL=C sed 's/HOUMU TARO/HOUMU 7ARO/g'; } > mixed
    code 4 ./BATCH mixed FIXED 0007
    [ "$(wc -c < mixed.rejects)" = 6000 ]
    # Each reason with its words and its number.
    iconv -f CP932 -t UTF-8 mixed.list | tail -n 2 | grep -Eq '^ +10 +010[0-9]  氏名$'
    code 12 ./BATCH mixed
    people 41 90 > broken
    cp counter.store kept
    DISK_COUNT=count LD_PRELOAD=$disk ./BATCH broken FIXED 0010 > /dev/null
    rm broken.* && mv kept counter.store
    code 99 env "DISK_CUT_AT=$(($(cat count) / 2))" DISK_SEED=1 "LD_PRELOAD=$disk" ./BATCH broken FIXED 0010
    toroku-store runs counter.store sequence.key > runs
    awk -v user="$(id -un)" -v today="$(TZ=Asia/Tokyo date +%Y-%m-%d)" '
        NR > 1 && $2 != today { exit 1 }
        NR == 2 { ok += $6 == 0 && $7 == 30 && $8 == 30 && $9 == 0 && $10 == 0 && $11 == 18000 && $12 == user && $13 == "day" }
        NR == 3 { ok += $6 == 4 && $7 == 20 && $8 == 0 && $9 == 10 && $10 == 10 && $13 == "mixed" }
        NR == 4 { ok += $6 == 12 && $7 == 0 && $13 == "mixed" }
        NR == 5 { ok += $4 $5 == "notended" && $6 > 0 && $6 < 50 && $6 % 10 == 0 && $7 == $6 && $12 == "broken" }
        END { exit ok != 4 || NR != 5 }' runs || { cat runs; exit 1; }
    rm -f day.* mixed.* broken.*
}

two_at_once() {
    local round
    for round in 1 2 3 4 5; do
        new_store
        people 1 200 > one
        people 101 300 > two
        ./BATCH one FIXED 0007 > /dev/null &
        ./BATCH two FIXED 0007 > /dev/null
        wait $!
        whole one 200
        whole two 200
        [ "$(sql 'select count(*) from registration')" = 300 ]
        sound
        rm one.* two.*
        # The same file twice at once: one of them does it all, or the other finds it done.
        (./BATCH one FIXED 0007 > /dev/null 2>&1 || [ $? = 12 ]) &
        ./BATCH one FIXED 0007 > /dev/null 2>&1 || [ $? = 12 ]
        wait $!
        whole one 200
        rm one.*
    done
}

killed() {
    new_store
    local round running took started partly=0 kills=${TOROKU_KILLS:-20}
    people 1 50 > file
    started=$(date +%s%N)
    code 0 ./BATCH file FIXED 0005
    took=$((($(date +%s%N) - started) / 1000))
    rm file.*
    new_store
    for round in $(seq 1 "$kills"); do
        people $((round * 50)) $((round * 50 + 49)) > file
        ./BATCH file FIXED 0005 > /dev/null 2>&1 &
        running=$!
        sleep "$(printf '0.%06d' $((RANDOM * RANDOM % took)))"
        kill -9 $running 2> /dev/null || true
        wait $running 2> /dev/null || true
        sound
        [ "$(sql 'select count(*) % 50 from registration')" = 0 ] || partly=$((partly + 1))
        if [ -e file.results ]; then
            mv file.results given
        else
            : > given
        fi
        code 0 ./BATCH file FIXED 0005
        [ ! -s given ] || cmp given file.results
        whole file 50
        rm file.*
    done
    [ "$(sql 'select count(*) from registration')" = $((50 * kills)) ]
    echo "$kills kills, $partly of them in the middle of the records"
}

# Runs it with the disk failing at each moment, then to its end on a good one.
on_a_bad_disk() { # on_a_bad_disk SETTING CODES SEEDS STEP
    local at seed got most had
    people 1 12 > file
    new_store
    DISK_COUNT=count LD_PRELOAD=$disk ./BATCH file FIXED 0004 > /dev/null
    most=$(cat count)
    [ "$most" -gt 60 ]
    new_store && mv counter.store empty
    for seed in $3; do
        for at in $(seq 1 "$4" "$most"); do
            rm -f counter.store* file.*
            cp empty counter.store
            got=0
            env "$1=$at" "DISK_SEED=$((at * 31 + seed))" "LD_PRELOAD=$disk" ./BATCH file FIXED 0004 > said 2>&1 || got=$?
            case " $2 " in *" $got "*) ;; *) echo "$1=$at: return code $got"; cat said; exit 1 ;; esac
            had=0
            [ ! -e file.results ] || { mv file.results given && had=1; }
            # What was given to anyone stands; a file is whole or not there.
            [ $had = 0 ] || [ "$(wc -c < given)" = 9600 ]
            code 0 ./BATCH file FIXED 0004
            [ $had = 0 ] || cmp given file.results
            whole file 12
            sound
        done
    done
    rm -f file.* empty
}

truncations
wrong_words
own_characters
the_same_again
journal
two_at_once
killed
if [ -n "${TOROKU_CUTS:-}" ]; then
    on_a_bad_disk DISK_FULL_AT "12 0" 1 1
    on_a_bad_disk DISK_CUT_AT 99 "$(seq 1 "$TOROKU_CUTS")" 1
else
    on_a_bad_disk DISK_FULL_AT "12 0" 1 3
    on_a_bad_disk DISK_CUT_AT 99 1 1
fi
echo "kills, a full disk and power cuts at $(cat count) moments"
