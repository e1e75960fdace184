#!/bin/sh
# test.sh INSTALLED WORK: compiles both programs, runs the registration in UTF-8 and CP932 and the batch over the
# committed file, and compares the printed list and the results with those committed. batch.sh has what must not be
# lost, tests/c/clerk.py looks at the clerk's screens.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
installed=$1 work=$2/counter-cobol
mkdir -p "$work"
# cobc makes calls to functions of libraries that are preloaded; COB_LIBRARY_PATH says where they are.
export COB_PRE_LOAD=libtoroku:libtoroku_store COB_LIBRARY_PATH="$installed/lib" LD_LIBRARY_PATH="$installed/lib"
export PATH="$installed/bin:$PATH"
# With GnuCOBOL's checks at run time.
cobc -x -debug -Wall -Werror -I "$installed/share/toroku" -o "$work/SCREEN" SCREEN.cob CLK*.cob
cobc -x -Wall -Werror -I "$installed/share/toroku" -o "$work/BATCH" BATCH.cob
cp applicants.dat sequence.key terms.*.txt "$work"
cd "$work"
umask 022
chmod 600 sequence.key
rm -f counter.store* ./*.dat.*
toroku-store create counter.store sequence.key 000000001000

./BATCH applicants.dat > batch.txt && exit 1 || [ $? = 4 ]
iconv -f CP932 -t UTF-8 applicants.dat.list | sed '1s/2[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/YYYY-MM-DD/' > list.utf8
diff "$here/expected/list.txt" list.utf8
# The results but for the mails' keys, which come from entropy.
"$here/results.sh" applicants.dat.results > results.utf8
diff "$here/expected/results.txt" results.utf8
[ "$(toroku-store number counter.store sequence.key)" = 000000001006 ]
[ "$(sqlite3 counter.store 'select count(*) from registration where mail_done = 0 and length(mail) > 100')" = 6 ]
toroku-store mail counter.store sequence.key | grep -q '^https://registration.example/password?id='
[ -z "$(find . -name 'counter.store*' -perm /077)$(find . -name 'applicants.dat.*' -perm /077)" ]
# The records that were not registered, as they were: all with the status that they have in the results.
[ "$(wc -c < applicants.dat.rejects)" = $((7 * 600)) ]

# Without its Terms of Use it registers nobody.
mv terms.ja.txt away.txt
refused() { # refused WORDS COMMAND...: what it says to standard error, before anything is on the screen
    words=$1
    shift
    "$@" < "$here/session.txt" > screens 2> said && exit 1 || [ $? = 2 ]
    grep -q "$words" said && [ ! -s screens ]
}
refused 'terms.ja.txt: There is no such file' ./SCREEN UTF8 1
# Nor with terms that it could not show to their end.
iconv -f UTF-8 -t CP932 away.txt > terms.ja.txt
refused 'terms.ja.txt: ' ./SCREEN UTF8 1
{ cat away.txt && echo '𠮷'; } > terms.ja.txt
refused 'terms.ja.txt: ' ./SCREEN CP932 1
{ cat away.txt && head -c 9000 /dev/zero | tr '\0' x; } > terms.ja.txt
refused 'terms.ja.txt: ' ./SCREEN UTF8 1
mv away.txt terms.ja.txt
for words in "" UTF7 "UTF8 1 de"; do
    # shellcheck disable=SC2086
    refused '^usage: SCREEN' ./SCREEN $words
done
./SCREEN --help 2>&1 | grep -q '^usage: SCREEN'
mv sequence.key away.key
refused 'The key file is not there' ./SCREEN UTF8 1
mv away.key sequence.key
./SCREEN UTF8 1 < "$here/session.txt" > utf8.txt
iconv -f UTF-8 -t CP932 "$here/session.txt" | ./SCREEN CP932 2 | iconv -f CP932 -t UTF-8 > cp932.txt
without_id() { sed 's/[a-z]\{5\}[0-9]\{5\}/ID/' "$1"; }
without_id utf8.txt > a
without_id cp932.txt > b
cmp a b
grep -Eq '利用者ID：[a-z]{5}[0-9]{5}' utf8.txt
# The name was a suggestion taken, and the street came with the municipality.
[ "$(sqlite3 counter.store 'select distinct user_name, street_address from registration where number in (1006, 1007)')" = \
    "HOUMU TARO|北１条西２丁目" ]
[ "$(sqlite3 counter.store 'select count(*) from registration where number in (1006, 1007) and length(password_setup) > 100')" = 2 ]
[ "$(find . -name 'slip-*.txt' -perm 600 | wc -l)" = 2 ]
[ "$(sqlite3 counter.store 'select count(*) from draft')" = 0 ]
# A mailer in shell, as the store's page has it: each mail once, and nothing of a link is left.
cat > your-mailer << 'END'
#!/bin/sh
echo "$1 | $2 | $(grep -o 'https://registration.example/password?id=[a-z0-9]*&token=[0-9a-f]*')" >> handed-over
END
chmod +x your-mailer
sed -n '/^umask 077$/,/^```$/p' "$here/../../bindings/c/store/README.md" | sed '/^```$/d' > mailer.sh
[ -s mailer.sh ]
PATH=.:$PATH sh ./mailer.sh
[ "$(cut -d '|' -f 3 handed-over | sort -u | wc -l)" = 8 ] && [ "$(wc -l < handed-over)" = 8 ]
grep -q '^user01@ens-test.com | 【在留申請オンラインシステム】利用者情報登録完了のお知らせ | https' handed-over
[ "$(sqlite3 counter.store 'select count(*) from registration where mail_done = 1 and mail is null')" = 8 ]
toroku-store mail-sent counter.store sequence.key 00000000000000000000000000000000 2> said && exit 1
grep -q 'no such mail waits' said
tail -n 1 batch.txt
