# lint.awk FILE...: the rules. See lint.sh. Written for mawk and gawk alike.

function finding(line, what) { print FILENAME ":" line ": " what }

BEGIN {
  libc = "assert errno float inttypes limits math stdalign stdarg stdbool stddef stdint stdio stdlib string " \
    "arpa/inet"
  stands_on["sim"] = "sim"
  stands_on["topologies"] = "topologies sim"
  stands_on["models"] = "models sim"
  stands_on["analysis"] = "analysis models sim"
  stands_on["scenarios"] = "scenarios analysis models topologies sim"
  allow("sim", libc); allow("sim", "glib Random123/philox sanitizer/asan_interface sys/mman")
  allow("topologies", libc); allow("topologies", "glib igraph igraph/igraph csv")
  allow("models", libc); allow("models", "glib")
  allow("analysis", libc); allow("analysis", "glib csv")

  files = "fopen freopen fdopen popen open openat creat opendir gzopen BZ2_bzopen rename unlink remove mkdir " \
    "tmpfile mkstemp g_fopen g_open g_mkstemp g_rename g_unlink g_remove g_mkdir g_mkdir_with_parents g_dir_open " \
    "g_mapped_file_new g_key_file_load_from_file g_key_file_save_to_file system execl execv execvp fork"
  forbid("sim topologies models analysis", files, "only scenarios/ opens files")
  forbid("sim models", "FILE", "knows no files")
  forbid("sim topologies models analysis", "printf puts putchar g_print g_printerr stdout stderr stdin",
    "only scenarios/ speaks to the terminal")
  forbid("sim topologies models analysis", "time clock clock_gettime gettimeofday g_get_monotonic_time " \
    "g_get_real_time g_timer_new g_date_time_new_now_utc", "results must not depend on the hour")
  forbid("sim topologies models analysis", "g_thread_new g_thread_pool_new pthread_create",
    "only scenarios/ knows threads")
  forbid("sim topologies models analysis scenarios", "rand srand random srandom drand48 g_random_int " \
    "g_random_int_range g_random_double g_rand_new g_rand_new_with_seed", "chance comes from sim/chance.h")
  forbid("sim models", "g_hash_table_iter_init g_hash_table_foreach g_hash_table_get_keys g_hash_table_get_values " \
    "g_hash_table_get_keys_as_array", "the order of a hash table must not show")
  word = "[^A-Za-z0-9_]"
}

function allow(floor, headers,    n, i, part) {
  n = split(headers, part, " ")
  for (i = 1; i <= n; i++) may_include[floor, part[i] ".h"] = 1
}

function forbid(floors, names, why,    n, m, i, j, floor, name) {
  n = split(floors, floor, " ")
  m = split(names, name, " ")
  for (i = 1; i <= n; i++)
    for (j = 1; j <= m; j++) forbidden[floor[i], name[j]] = why
}

FNR == 1 {
  file_end()
  file = FILENAME
  floor = file; sub(/\/.*/, "", floor)
  base = file; sub(/.*\//, "", base)
  extension = base; sub(/.*\./, "", extension)
  sub(/\.[^.]*$/, "", base)
  is_c = extension == "c" || extension == "h"
  is_code = is_c || extension ~ /^(sh|awk|gp)$/ || file == "Makefile"
  in_comment = depth = in_macro = signature_line = 0
  signature = ""
  if (extension == "h") header_begin()
}

{ lines = FNR; layout($0) }
is_c { include($0); code = strip($0); names(code); macro(code); outline(code) }
END { file_end(); shape() }

# Layout

function layout(line) {
  if (line ~ /[ \t\r]$/) finding(FNR, "blanks at the end of the line")
  if (line ~ /\t/ && file != "Makefile" && extension != "md") finding(FNR, "a tab")
  if (is_code && length(line) > 120) finding(FNR, "line of " length(line) " characters, more than 120")
  if (floor in stands_on && index(line, "../shared")) finding(FNR, "leads out of the repository")
  if (is_c && (" " line " ") ~ /[^A-Za-z](TODO|FIXME|XXX)[^A-Za-z]/) finding(FNR, "unfinished business")
}

function header_begin(    guard) {
  if (index($0, "/* " base ".h: ") != 1) finding(1, "a header opens with \"/* " base ".h: \" and says what it is")
  guard = file; gsub(/[^A-Za-z0-9]/, "_", guard)
  wanted_guard = "#ifndef " toupper(guard)
  has_guard = 0
}

function file_end() {
  if (file == "") return
  if (is_c && lines > 400) print file ":" lines ": file of " lines " lines, more than 400"
  if (extension == "h" && !has_guard) print file ":1: include guard missing: " wanted_guard
}

# Floors

function include(line,    what) {
  if (extension == "h" && line == wanted_guard) has_guard = 1
  if (line !~ /^[ ]*#[ ]*include/) return
  what = line; sub(/^[^<"]*[<"]/, "", what); sub(/[>"].*/, "", what)
  if (what ~ /\.c$/) finding(FNR, "includes a .c file")
  if (line ~ /</) include_system(what); else include_own(what)
}

function include_system(what) {
  if (floor in stands_on && floor != "scenarios" && !((floor, what) in may_include))
    finding(FNR, floor "/ may not include <" what ">")
}

function include_own(what,    other) {
  other = what; sub(/\/.*/, "", other)
  if (what !~ /\//) finding(FNR, "include \"" what "\" by its path from the top")
  else if (floor in stands_on && index(" " stands_on[floor] " ", " " other " ") == 0)
    finding(FNR, floor "/ does not stand on " other "/")
}

# The line without comments and with strings emptied.
function strip(line,    out, at, token, end) {
  out = ""
  while (line != "") {
    if (in_comment) {
      end = index(line, "*/")
      if (!end) return out
      line = substr(line, end + 2)
      in_comment = 0
    }
    if (!match(line, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) return out line
    token = substr(line, RSTART, RLENGTH)
    out = out substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    if (token == "//") return out
    if (token == "/*") in_comment = 1
    else out = out substr(token, 1, 1) substr(token, 1, 1)
  }
  return out
}

# Every word of the code that is on a list for this floor. Members are not the functions of that name.
function names(code,    n, i, part) {
  gsub(/(->|\.)[ ]*[A-Za-z_][A-Za-z0-9_]*/, " ", code)
  n = split(code, part, /[^A-Za-z0-9_]+/)
  for (i = 1; i <= n; i++) {
    if (!((floor, part[i]) in forbidden)) continue
    if (code ~ word part[i] "[ ]*\\(" || part[i] ~ /^(std|FILE)/) finding(FNR, part[i] ": " forbidden[floor, part[i]])
  }
  if (floor !~ /^(scenarios|tests)$/ && code ~ /g_file_[a-z_]*\(/) finding(FNR, "g_file_*: only scenarios/ opens files")
}

function macro(code) {
  if (code ~ /^[ ]*#[ ]*define/) in_macro = 1
  if (in_macro && (" " code " ") ~ (word "return" word)) finding(FNR, "a macro that returns")
  if (code !~ /\\$/) in_macro = 0
}

# Functions: a definition begins at the margin, and its brace closes there.

function braces(code,    opened, closed, rest) {
  rest = code; opened = gsub(/{/, "", rest)
  rest = code; closed = gsub(/}/, "", rest)
  return opened - closed
}

function outline(code) {
  if (code ~ /^[ ]*#/ || in_macro) return
  if (depth == 0) {
    if (signature == "" && code ~ /^[A-Za-z_]/) signature_line = FNR
    if (signature != "" || code ~ /^[A-Za-z_]/) signature = signature " " code
    if (code ~ /{/) opening()
    else if (signature ~ /^ [A-Z0-9_]+\(.*\)[ ]*$/) signature = ""
    else if (code ~ /;[ ]*$/) { if (signature) variable(signature); signature = "" }
  }
  depth += braces(code)
  if (depth == 0 && code ~ /}/) closing()
}

function opening(    head) {
  head = signature
  sub(/{.*/, "", head)
  is_function = head ~ /\)[ ]*$/ && head !~ /=/
  if (is_function) defined(head)
  else if (head ~ /=[ ]*$/) variable(head)
}

function closing(    size) {
  if (is_function) {
    size = FNR - signature_line + 1
    if (size > 60) finding(signature_line, function_name " has " size " lines, more than 60")
    sizes[size]++
    functions++
  }
  is_function = 0
  signature = ""
}

function defined(head) {
  function_name = head
  sub(/\(.*/, "", function_name); sub(/[ ]*$/, "", function_name); sub(/.*[ *]/, "", function_name)
  if (head ~ /^ static / && extension == "c") return
  if (function_name == "main" || function_name ~ /^LLVMFuzzer/) return
  if (!begins_with_file(function_name)) finding(signature_line, function_name " does not begin with its file's name")
}

function begins_with_file(name,    stem) {
  for (stem = base; stem != ""; ) {
    if (name == stem || index(name, stem "_") == 1) return 1
    if (stem ~ /s$/ && index(name, substr(stem, 1, length(stem) - 1) "_") == 1) return 1
    if (index(name, stem "s_") == 1) return 1
    if (stem !~ /_/) return 0
    sub(/_[^_]*$/, "", stem)
  }
  return 0
}

function variable(text) {
  sub(/=.*/, "", text)
  if (text ~ /^ (typedef|extern|_Static_assert)/ || text ~ /\(/ || (text " ") ~ / const /) return
  if (text ~ /^ (struct|enum|union) [A-Za-z0-9_]+ *;/) return
  finding(signature_line, "a global variable")
}

# All functions together: half of them fit in fifteen lines.
function shape(    size, seen) {
  for (size = 1; seen * 2 < functions; size++) seen += sizes[size]
  if (size - 1 > 15) print ".:1: the median function has " size - 1 " lines, more than 15"
}
