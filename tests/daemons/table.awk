# table.awk -v daemon="frr 8.4.4" RESULTS: a strategy file (models/strategies) that says what was seen.
#
# One row for each attribute, defect and kind of session. Of several cases for the same row the majority decides,
# among equals the graver; the others are listed at the end. What most attributes have in common becomes a row for
# `any`. An attribute that the daemon never passes on may have been accepted, ignored or discarded, nobody saw it
# (`unseen`): it goes with most attributes where they are treated mildly, and is called ignored where not.
# AS4_PATH and AS4_AGGREGATOR are judged where they belong, on sessions with two-octet ASNs.
BEGIN {
  FS = ","
  count = split("unseen accept propagate-unparsed ignore-attribute repair attribute-discard ignore treat-as-withdraw " \
    "session-reset process-crash", name, " ")
  for (i = 1; i <= count; i++) severity[name[i]] = i
  split("as4-path as4-aggregator", name, " ")
  for (i in name) narrow[name[i]] = 1
  count = split("origin as-path next-hop med local-pref mp-reach mp-unreach", name, " ")
  for (i = 1; i <= count; i++) basic[types[++type_count] = name[i]] = 1
  split("overrun duplicate flags partial length value unknown-wellknown", general, " ")
}

# The flags of the attribute as sent and as passed on, their first digit: 8 Optional, 4 Transitive, 2 Partial.
function high(flags) { return index("0123456789abcdef", substr(flags, 1, 1)) - 1 }
function sent_flags(detail) { return high(substr(detail, length(detail) - 4, 2)) }
function came_flags(detail) { return high(substr(detail, length(detail) - 1, 2)) }

function strategy_outcome(outcome, detail) {
  if (outcome == "daemon-crash") return "process-crash"
  if (outcome == "accepted-not-forwarded") return "unseen"
  if (outcome ~ /^(session-reset|treat-as-withdraw|attribute-discard)$/) return outcome
  if (outcome == "ignored") return "ignore"
  if (outcome == "propagated" && detail ~ />/ && int(sent_flags(detail) / 4) != int(came_flags(detail) / 4))
    return "repair"
  return "accept"
}

FNR == 1 || $5 == "not-started" { next }
{ answer = strategy_outcome($5, $8) "," $6 "," $7 }
$1 ~ /^position-/ { aside[++asides] = $1; aside_answer[asides] = answer; next }
$1 ~ /-sound(-|$)/ {
  sound[$3] = $5 $8
  types[++type_count] = $3
  if ($8 ~ />/) partial[$3] = came_flags($8) % 4 >= 2 && sent_flags($8) % 4 < 2
}
$4 == "none" { next }
($3 in narrow) && $4 != "wrong-session" && $2 != "as2" { next }
!($3 in narrow) && $2 == "as2" { next }
{
  if ($4 == "length" || $4 == "value") broken[$3] = broken[$3] " " $5
  if ($1 ~ /-flags-transitive/ && $5 ~ /^(treat-as-withdraw|session-reset)$/) met[$3] = 1
  add($3 "," $4, $2 == "as2" ? "ebgp" : $2, $1, answer)
  if ($2 == "as2") add($3 "," $4, "ibgp", $1, answer)
}

function add(key, kind, id, answer,    n) {
  if (!(key in seen)) { keys[++key_count] = key; seen[key] = 1 }
  n = ++cases[key, kind]
  case_id[key, kind, n] = id
  case_answer[key, kind, n] = answer
  votes[key, kind, answer]++
}

# An unknown type that is said to be well-known has more wrong than its flags.
function add_strangers(key, kind,    part, n) {
  split(key, part, ",")
  if (part[2] != "flags" || known(part[1])) return
  for (n = 1; n <= cases[key, kind]; n++)
    if (case_id[key, kind, n] ~ /-flags-optional/)
      add(part[1] ",unknown-wellknown", kind, case_id[key, kind, n], case_answer[key, kind, n])
}

function graver(a, b) { return severity[substr(a, 1, index(a, ",") - 1)] > severity[substr(b, 1, index(b, ",") - 1)] }

function elect(key, kind,    i, this, best) {
  for (i = 1; i <= cases[key, kind]; i++) {
    this = case_answer[key, kind, i]
    if (best == "" || votes[key, kind, this] > votes[key, kind, best] ||
        (votes[key, kind, this] == votes[key, kind, best] && graver(this, best))) best = this
  }
  return best
}

# Is this type taken for more than a stranger? Its contents matter, or it lacks the mark that strangers get.
function known(attribute,    i, n, each) {
  if (attribute == "message" || attribute in basic || attribute in met) return 1
  n = split(broken[attribute], each, " ")
  for (i = 1; i <= n; i++) if (index(sound[attribute], each[i]) != 1) return 1
  return partial["99"] && (attribute in partial) && !partial[attribute]
}

# The answer that at least half of two or more attributes share.
function common(defect, kind,    i, key, tally, total, best, won) {
  for (i = 1; i <= key_count; i++) {
    key = keys[i]
    if (key !~ "," defect "$" || !((key, kind) in row) || row[key, kind] ~ /^unseen/) continue
    total++
    tally[row[key, kind]]++
    if (best == "" || tally[row[key, kind]] > tally[best]) best = row[key, kind]
  }
  return total >= 2 && 2 * tally[best] >= total ? best : ""
}

function like(own, rule) {
  return own == rule || (own ~ /^unseen/ && rule ~ /^(accept|ignore-attribute|attribute-discard)/)
}

function source(key, kind) {
  return "measured: " daemon ", case " case_id[key, kind, 1] \
    (cases[key, kind] > 1 ? " and " cases[key, kind] - 1 " more" : "")
}

function print_rows(key, ebgp, ibgp, from_ebgp, from_ibgp) {
  if (ebgp != "" && ebgp == ibgp) { print key ",both," ebgp ",\"" from_ebgp "\""; return }
  if (ebgp != "") print key ",ebgp," ebgp ",\"" from_ebgp "\""
  if (ibgp != "") print key ",ibgp," ibgp ",\"" from_ibgp "\""
}

function print_knows(    i, list, text) {
  for (i = 1; i <= type_count; i++)
    if (types[i] != "message" && !(types[i] in list)) {
      list[types[i]] = 1
      if (known(types[i])) text = text (text == "" ? "" : ", ") types[i]
    }
  print "# knows: " text
}

END {
  print "# title: " daemon ", as measured"
  print "# base: rfc7606"
  print_knows()
  print "attribute,defect,session,outcome,code,subcode,source"
  for (i = 1; i <= key_count; i++) {
    add_strangers(keys[i], "ebgp")
    add_strangers(keys[i], "ibgp")
  }
  for (i = 1; i <= key_count; i++) {
    split(keys[i], part, ",")
    idle = part[2] ~ /^(length|value|flags|partial)$/ && !known(part[1])
    for (k = 0; k < 2; k++) if (!idle && cases[keys[i], k ? "ibgp" : "ebgp"])
      row[keys[i], k ? "ibgp" : "ebgp"] = elect(keys[i], k ? "ibgp" : "ebgp")
  }
  for (i = 1; i in general; i++) {
    for (k = 0; k < 2; k++) rule[general[i], k] = common(general[i], k ? "ibgp" : "ebgp")
    print_rows("any," general[i], rule[general[i], 0], rule[general[i], 1],
      "measured: " daemon ", most attributes", "measured: " daemon ", most attributes")
  }
  for (i = 1; i <= key_count; i++) {
    split(keys[i], part, ",")
    if (!((keys[i], "ebgp") in row) && !((keys[i], "ibgp") in row)) continue
    for (k = 0; k < 2; k++) {
      own[k] = row[keys[i], k ? "ibgp" : "ebgp"]
      if (part[1] != "message" && like(own[k], rule[part[2], k])) own[k] = ""
      sub(/^unseen/, "ignore-attribute", own[k])
    }
    print_rows(keys[i], own[0], own[1], source(keys[i], "ebgp"), source(keys[i], "ibgp"))
  }
  for (i = 1; i <= key_count; i++)
    for (k = 0; k < 2; k++) {
      kind = k ? "ibgp" : "ebgp"
      for (n = 1; n <= cases[keys[i], kind]; n++)
        if ((keys[i], kind) in row && case_answer[keys[i], kind, n] != row[keys[i], kind])
          print "# not in the table: " case_id[keys[i], kind, n] " (" kind "): " case_answer[keys[i], kind, n]
    }
  for (i = 1; i <= asides; i++) print "# for the eye: " aside[i] ": " aside_answer[i]
}
