# settle.awk RESULTS: what `passed-without` means. When the sound attribute passes, the broken one was discarded;
# when not even that passes, nobody outside can tell. Two passes over what play has written; the heading goes first.
BEGIN {
  FS = OFS = ","
  print "id,session,attribute,defect,outcome,code,subcode,detail,rib,lost,later"
  while ((getline line < ARGV[1]) > 0) {
    split(line, f, ",")
    if (f[1] ~ /-sound(-|$)/ && f[5] == "propagated") passes[f[3], f[2]] = 1
  }
}
$5 == "passed-without" { $5 = ($3, $2) in passes ? "attribute-discard" : "accepted-not-forwarded" }
{ print }
