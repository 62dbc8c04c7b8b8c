#!/bin/sh
# check.sh BUILD PROGRAM...: runs the test programs, as many at once as there are processors, and
# counts their TAP lines. A program that dies fails every test that it had promised and not run.
set -u
logs=$1/logs
shift
rm -rf "$logs"
mkdir -p "$logs"
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh -c '
  name=$(basename "$1")
  start=$(date +%s%N)
  timeout "${CHECK_SECONDS:-600}" "$1" >"$0/$name" 2>&1 </dev/null
  echo "# exit $? in $((($(date +%s%N) - start) / 1000000)) ms" >>"$0/$name"' "$logs"

for program; do
  echo "$logs/$(basename "$program")"
done | xargs awk '
function close_program(    failing) {
  if (name == "") return
  failing = fail
  if (promised > pass + fail + skip) failing = promised - pass - skip
  if (status && !failing) failing = 1
  printf "%-28s %4d passed %4d failed %4d skipped %7d ms\n", name, pass, failing, skip, ms
  if (failing) printf "%s", text
  if (failing && status > 1) printf "    %s: exit status %d%s\n", name, status, status == 124 ? " (too slow)" : ""
  if (skip) printf "%s", skipped
  passed += pass; failed += failing; skips += skip
}
FNR == 1 {
  close_program()
  name = FILENAME; sub(/.*\//, "", name)
  pass = fail = skip = promised = status = ms = 0
  text = skipped = ""
}
/^1\.\.[0-9]+/ && !promised { promised = substr($1, 4) + 0; next }
/^ok .*# SKIP/ { skip++; skipped = skipped "    " $0 "\n"; next }
/^ok / { pass++; next }
/^not ok / { fail++ }
/^# exit [0-9]+ in / { status = $3; ms = $5; next }
/^# (Start|End|random seed)/ { next }
{ text = text "    " $0 "\n" }
END {
  close_program()
  printf "%d passed, %d failed, %d skipped\n", passed, failed, skips
  exit failed > 0
}'
