#!/bin/sh
# table.sh PROGRAM README YEAR=FILE...: measures each real map and the map generated like its January, and writes
# both, side by side, between the two marks "table" in README. Maps that are absent are named, and README stays.
set -eu
program=$1 readme=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ $# -gt 0 ] || { echo "table: no map given, expected MAPS='YEAR=FILE ...'; $readme stays as it is" >&2; exit 0; }
absent=
for pair; do [ -r "${pair#*=}" ] || absent="$absent ${pair#*=}"; done
[ -z "$absent" ] || { echo "table: absent:$absent; $readme stays as it is" >&2; exit 0; }

years=
for pair; do
  year=${pair%%=*}
  "$program" topology info --like "$year" --compare "${pair#*=}" --format csv >"$work/$year"
  years="$years $work/$year"
done

# A line "figure unit words" is a row; the distances follow in a table of their own.
cat >"$work/rows" <<'END'
ases count ASes
links count links
transit_link_share share links between provider and customer
transit_ases count ASes that sell transit
stub_share share stubs: ASes that sell none
multihomed_stub_share share stubs with two providers or more
multihomed_share share ASes with two providers or more
peering_share share ASes that peer
peer_links_transit share peerings of two that sell transit
peer_links_mixed share peerings of a stub with one that does
peer_links_stub share peerings of two stubs
provider_degree number providers: mean
provider_degree_p99 count providers: 99 %
provider_degree_most count providers: most
customer_degree_transit number customers of ASes that sell transit: mean
customer_degree_transit_p99 count customers of ASes that sell transit: 99 %
customer_degree_most count customers: most
peer_degree_peering number peers of ASes that peer: mean
peer_degree_peering_p99 count peers of ASes that peer: 99 %
peer_degree_most count peers: most
customer_exponent number exponent of the tail: customers
peer_exponent number exponent of the tail: peers
cone_exponent number exponent of the tail: customer cone
cone_transit_p99 count customer cone of ASes that sell transit: 99 %
cone_most count customer cone: most
clique_size count clique
clique_common count clique: ASes in both
clique_links count clique: links within
clique_buyers share ASes that buy from the clique
innermost_core count innermost k-core: k
innermost_core_ases count innermost k-core: ASes
clustering number clustering: mean of the ASes
assortativity number assortativity of degrees
cut_off_ases count ASes without a valley-free way to the clique
depth number links up to the clique: mean
path_length number shortest valley-free way: mean
path_length_2 share shortest valley-free way: 2 links
path_length_3 share shortest valley-free way: 3
path_length_4 share shortest valley-free way: 4
path_length_5 share shortest valley-free way: 5
path_length_6 share shortest valley-free way: 6
path_length_7 share shortest valley-free way: 7
preferred_length number way that routers prefer: mean
END
cat >"$work/distances" <<'END'
provider_degree providers
provider_degree_transit providers, of ASes that sell transit
provider_degree_stub providers, of stubs
customer_degree customers
customer_degree_transit customers, of ASes that sell transit
customer_degree_tail customers, where 10 or more
peer_degree peers
peer_degree_peering peers, of ASes that peer
peer_degree_tail peers, where 10 or more
degree links
degree_transit links, of ASes that sell transit
degree_tail links, where 10 or more
cone customer cone
cone_transit customer cone, of ASes that sell transit
cone_tail customer cone, where 10 or more
core k-core
core_transit k-core, of ASes that sell transit
depth links up to the clique
path_length shortest valley-free way
preferred_length way that routers prefer
END

# shellcheck disable=SC2086
awk -F, '
function say(unit, value) {
  if (value == "") return "-"
  if (unit == "share") return sprintf("%.1f %%", 100 * value)
  return sprintf(unit == "count" ? "%d" : "%.3f", value)
}
function rest(from,    i, words) {
  for (i = from; i <= n; i++) words = words (i > from ? " " : "") word[i]
  return words
}
function rule(columns,    i) {
  printf "|---|"
  for (i = 0; i < columns; i++) printf "---:|"
  print ""
}
FNR == 1 { part = FILENAME; sub(/.*\//, "", part) }
part == "rows" { row[++rows] = $0; next }
part == "distances" { pair[++pairs] = $0; next }
FNR == 1 { year[++years] = part; next }
{ real[years, $1] = $3; made[years, $1] = $2; apart[years, $1] = $6 }
END {
  printf "| |"
  for (y = 1; y <= years; y++) printf " %s real | generated |", year[y]
  print ""
  rule(2 * years)
  for (r = 1; r <= rows; r++) {
    n = split(row[r], word, " ")
    printf "| %s |", rest(3)
    for (y = 1; y <= years; y++)
      printf " %s | %s |", say(word[2], real[y, word[1]]), say(word[2], made[y, word[1]])
    print ""
  }
  printf "\n| distance of the distributions (Kolmogorov-Smirnov) |"
  for (y = 1; y <= years; y++) printf " %s |", year[y]
  print ""
  rule(years)
  for (r = 1; r <= pairs; r++) {
    n = split(pair[r], word, " ")
    printf "| %s |", rest(2)
    for (y = 1; y <= years; y++) printf " %s |", say("number", apart[y, word[1]])
    print ""
  }
}' "$work/rows" "$work/distances" $years >"$work/table"

awk -v table="$work/table" '
/^<!-- end of the table -->/ { inside = 0 }
!inside
/^<!-- table/ {
  inside = 1
  while ((getline line < table) > 0) print line
}' "$readme" >"$work/readme"
cat "$work/readme" >"$readme"
