#!/usr/bin/env bash
# docs.sh INSTALLED WORK PORTAL: types what docs/for-counter-programmers.md says, line by line as it is printed, in a folder
# beside the examples. What is built and installed already is not built again.
set -u
installed=$1 work=$2/docs portal=$3
page=$PWD/docs/for-counter-programmers.md
rm -rf "$work"
mkdir -p "$work/root/target/debug" "$work/home"
ln -s "$PWD/examples" "$PWD/bindings" "$work/root"
ln -s "$portal" "$work/root/target/debug/toroku-portal"
ln -s "$installed" "$work/home/toroku"
# The libraries are found as the page says, and by nothing else.
unset LD_LIBRARY_PATH COB_PRE_LOAD COB_LIBRARY_PATH
sed -n '/^```sh$/,/^```$/p' "$page" | grep -v '^```' | grep -vE 'install\.sh|cargo build' > "$work/typed"
[ "$(wc -l < "$work/typed")" -gt 20 ] || exit 1
cd "$work/root" || exit 1
export HOME=$work/home
failed() { echo "$1: $2"; cat "$work/said"; exit 1; }
while IFS= read -r line; do
    eval "$line" > "$work/said" 2>&1 < /dev/null
    code=$?
    case $line in
    './BATCH '*) [ $code = 4 ] && grep -q '^13 read, 6 registered, .* 7 rejected' "$work/said" ;;
    *) [ $code = 0 ] ;;
    esac || failed "$code" "$line"
    case $line in
    'toroku-store mail'*) grep -q 'https://registration.example/password?id=' "$work/said" ;;
    'toroku-store runs'*) grep -Eq ' 4 +13 +6 +0 +7 .*applicants.dat$' "$work/said" ;;
    'cut -b 35-44'*) grep -Eqx '[a-z]{5}[0-9]{5}' "$work/said" ;;
    './SCREEN '*) grep -q '新規利用者登録' "$work/said" ;;
    './DAYLIST '*) [ "$(grep -Ec '[a-z]{5}[0-9]{5}' "$work/said")" = 12 ] ;;
    esac || failed 'not as printed' "$line"
done < "$work/typed"
echo "$(wc -l < "$work/typed") lines"
