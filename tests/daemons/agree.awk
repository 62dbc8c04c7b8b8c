# agree.awk -v title=TEXT [-v floor=PERCENT] FILE: how far a table's answers are those of the daemon.
#
# FILE has lines of two rows side by side, divided by a tab: what settle.awk wrote, and what `faultline decode --format
# csv` said. A decoder does not see what a neighbour would be sent, so an answer is right when it is of the
# class of what was seen. Exit status 1 when fewer than floor % are.
BEGIN {
  FS = "\t"
  class["session-reset"] = " session-reset "
  class["daemon-crash"] = " process-crash "
  class["treat-as-withdraw"] = " treat-as-withdraw "
  class["attribute-discard"] = " attribute-discard ignore-attribute "
  class["accepted-not-forwarded"] = " accept attribute-discard ignore-attribute propagate-unparsed "
  class["propagated"] = " accept repair propagate-unparsed "
  class["not-passed-on"] = class["stale-downstream"] = " accept propagate-unparsed "
  class["ignored"] = " ignore "
  class["withdrawn"] = " withdraw "
}
{
  split($1, saw, ",")
  split($2, said, ",")
  if (saw[5] == "not-started") { missing++; next }
  total++
  right = index(class[saw[5]], " " said[4] " ") > 0
  same += right
  if (!right) list[++listed] = saw[1] ": the daemon " saw[5] " " saw[6] "/" saw[7] ", the table " said[4]
  if (!right || saw[5] != "session-reset" || saw[6] == "") next
  resets++
  right = saw[6] == said[5] && saw[7] == said[6]
  codes += right
  if (!right) list[++listed] = saw[1] ": NOTIFICATION " saw[6] "/" saw[7] ", the table " said[5] "/" said[6]
}
END {
  printf "%s: %d of %d outcomes (%.1f %%), %d of %d codes%s\n", title, same, total, total ? 100 * same / total : 0,
    codes, resets, missing ? ", " missing " cases could not be played" : ""
  for (i = 1; i <= listed; i++) print "  " list[i]
  exit total == 0 || 100 * same < floor * total
}
