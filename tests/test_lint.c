/* Breaks every rule of tests/lint.sh in a tree made for it, and looks for the one line about it. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

struct breach {
  const char *rule, *file, *text, *finding; /* finding: NULL when the file is in order */
};

#define LONG_30 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define HEADER(name, guard, body) "/* " name ": a thing. */\n#ifndef " guard "\n#define " guard "\n" body "#endif\n"

static const struct breach breaches[] = {
    {"sim stands on nothing of ours", "sim/a.c", "#include \"models/b.h\"\n",
     "sim/a.c:1: sim/ does not stand on models/"},
    {"topologies does not know models", "topologies/a.c", "\n#include \"models/b.h\"\n",
     "topologies/a.c:2: topologies/ does not stand on models/"},
    {"models does not know topologies", "models/bgp/a.c", "#include \"topologies/map/map.h\"\n",
     "models/bgp/a.c:1: models/ does not stand on topologies/"},
    {"models does not know igraph", "models/bgp/a.c", "#include <igraph.h>\n",
     "models/bgp/a.c:1: models/ may not include <igraph.h>"},
    {"analysis does not know scenarios", "analysis/a.c", "#include \"scenarios/b.h\"\n",
     "analysis/a.c:1: analysis/ does not stand on scenarios/"},
    {"analysis does not know igraph", "analysis/a.c", "# include <igraph.h>\n",
     "analysis/a.c:1: analysis/ may not include <igraph.h>"},
    {"the product does not know its tests", "scenarios/a.c", "#include \"tests/b.h\"\n",
     "scenarios/a.c:1: scenarios/ does not stand on tests/"},
    {"scenarios may include anything", "scenarios/a.c", "#include <csv.h>\n#include \"sim/sim.h\"\n", NULL},
    {"an include is written from the top", "sim/a.c", "#include \"a.h\"\n",
     "sim/a.c:1: include \"a.h\" by its path from the top"},
    {"no .c is included", "sim/a.c", "#include \"sim/b.c\"\n", "sim/a.c:1: includes a .c file"},
    {"only scenarios opens files", "analysis/a.c", "static int a(void) {\n  return !fopen(\"x\", \"r\");\n}\n",
     "analysis/a.c:2: fopen: only scenarios/ opens files"},
    {"GLib's ways to a file count too", "models/bgp/a.c", "static int a(void) {\n  return g_file_test(\"x\", 1);\n}\n",
     "models/bgp/a.c:2: g_file_*: only scenarios/ opens files"},
    {"a word in a comment or a string is no call", "models/bgp/a.c",
     "/* fopen( and\n * time( */\nstatic const char *const a = \"fopen(time(\";\n", NULL},
    {"a member of that name is no call", "models/bgp/a.c", "static int a(void) {\n  return x->open(1);\n}\n", NULL},
    {"models does not know FILE", "models/bgp/a.c", "static int a(FILE *x) {\n  return 0;\n}\n",
     "models/bgp/a.c:1: FILE: knows no files"},
    {"analysis does not print", "analysis/a.c", "static void a(void) {\n  fputs(\"x\", stdout);\n}\n",
     "analysis/a.c:2: stdout: only scenarios/ speaks to the terminal"},
    {"no clock on the wall", "sim/a.c", "static long a(void) {\n  return time(0);\n}\n",
     "sim/a.c:2: time: results must not depend on the hour"},
    {"no other chance", "topologies/a.c", "static int a(void) {\n  return rand();\n}\n",
     "topologies/a.c:2: rand: chance comes from sim/chance.h"},
    {"no walk over a hash table", "models/bgp/a.c", "static void a(void) {\n  g_hash_table_foreach(x, y, z);\n}\n",
     "models/bgp/a.c:2: g_hash_table_foreach: the order of a hash table must not show"},
    {"a public function begins with its file's name", "sim/apple.c", "int\npear_eat(void) {\n  return 1;\n}\n",
     "sim/apple.c:1: pear_eat does not begin with its file's name"},
    {"a pointer is no part of the name", "sim/apple.c", "char *pear_eat(void) { return 0; }\n",
     "sim/apple.c:1: pear_eat does not begin with its file's name"},
    {"its stem, singular or plural, will do", "sim/apple_pies.c",
     "int apple_eat(void) { return 1; }\nint apple_pie_eat(void) { return 1; }\nint apple_pies(void) { return 1; }\n",
     NULL},
    {"a static function has any name", "sim/apple.c",
     "static int pear_eat(int a,\n                    int b) {\n  return a + b;\n}\n", NULL},
    {"a macro does not return", "sim/a.c", "#define A(x) \\\n  if (x) \\\n    return\n",
     "sim/a.c:3: a macro that returns"},
    {"no tab", "sim/a.c", "static const int a =\n\t1;\n", "sim/a.c:2: a tab"},
    {"no blanks at the end", "README.md", "a \n", "README.md:1: blanks at the end of the line"},
    {"a line has 120 characters", "sim/a.c", "// " LONG_30 LONG_30 LONG_30 LONG_30 "\n",
     "sim/a.c:1: line of 123 characters, more than 120"},
    {"prose may be longer", "README.md", LONG_30 LONG_30 LONG_30 LONG_30 LONG_30 "\n", NULL},
    {"nothing unfinished", "sim/a.c",
     "/* "
     "TO"
     "DO: all */\n",
     "sim/a.c:1: unfinished business"},
    {"nothing outside the repository", "scenarios/a.c",
     "static const char *const a = \"../"
     "shared/x\";\n",
     "scenarios/a.c:1: leads out of the repository"},
    {"no global variable", "sim/a.c", "static int count = 3;\n", "sim/a.c:1: a global variable"},
    {"no global table that can change", "sim/a.c", "static struct a table[] = {\n  {1},\n};\n",
     "sim/a.c:1: a global variable"},
    {"a constant table is none", "sim/a.c", "static const struct a table[] = {\n  {1},\n};\n", NULL},
    {"a type is none", "sim/a.c", "struct b;\nstruct a {\n  int x;\n};\nenum { A, B };\ntypedef int c;\n", NULL},
    {"a header in order", "sim/a.h", HEADER("a.h", "SIM_A_H", "int a_do(int x);\n"), NULL},
    {"a header says what it is", "sim/a.h", HEADER("b.h", "SIM_A_H", ""),
     "sim/a.h:1: a header opens with \"/* a.h: \" and says what it is"},
    {"a header has its guard", "sim/a.h", HEADER("a.h", "A_H", ""),
     "sim/a.h:1: include guard missing: #ifndef SIM_A_H"},
    {"the top level is closed", "notes.txt", "x\n", "notes.txt:1: the top level has no room for this"},
};

static char *lint(const char *folder) {
  g_autofree char *script = g_canonicalize_filename("tests/lint.sh", NULL);
  const char *argv[] = {script, folder, NULL};
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int status = 0;
  g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error(error);
  g_assert_cmpint(g_spawn_check_wait_status(status, NULL), ==, *output == '\0');
  return output;
}

/* What lint says of a tree with this file alone. */
static char *lint_one(const char *file, const char *text) {
  g_autofree char *root = g_dir_make_tmp("lint-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(root, file, NULL);
  g_autofree char *folder = g_path_get_dirname(path);
  g_mkdir_with_parents(folder, 0700);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  char *output = lint(root);
  g_remove(path);
  for (; strcmp(folder, root) > 0; *strrchr(folder, '/') = '\0') g_rmdir(folder);
  g_rmdir(root);
  return output;
}

static void breach_found(gconstpointer data) {
  const struct breach *breach = data;
  g_autofree char *output = lint_one(breach->file, breach->text);
  g_autofree char *expected = breach->finding ? g_strconcat(breach->finding, "\n", NULL) : g_strdup("");
  g_assert_cmpstr(output, ==, expected);
}

static void long_file(void) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 400; i++) g_string_append(text, "/* one */\n");
  g_autofree char *fits = lint_one("sim/a.c", text->str);
  g_assert_cmpstr(fits, ==, "");
  g_string_append(text, "/* more */\n");
  g_autofree char *output = lint_one("sim/a.c", text->str);
  g_assert_cmpstr(output, ==, "sim/a.c:401: file of 401 lines, more than 400\n");
  g_string_free(text, TRUE);
}

static void long_function(void) {
  GString *text = g_string_new("static int b(void) {\n");
  for (int i = 0; i < 29; i++) g_string_append(text, "  if (a()) { /* } */\n  }\n");
  g_autofree char *fits = g_strconcat("static int a(void) { return 1; }\n", text->str, "}\n", NULL);
  g_autofree char *fitting = lint_one("sim/a.c", fits);
  g_assert_null(strstr(fitting, "more than 60"));
  g_autofree char *longer = g_strconcat("static int a(void) { return 1; }\n", text->str, "  return 1;\n}\n", NULL);
  g_autofree char *output = lint_one("sim/a.c", longer);
  g_assert_nonnull(strstr(output, "sim/a.c:2: b has 61 lines, more than 60\n"));
  g_string_free(text, TRUE);
}

static void long_median(void) {
  GString *text = g_string_new(NULL);
  for (int size = 15; size <= 17; size++) {
    g_string_append(text, "static void a(void) {\n");
    for (int i = 0; i < size - 2; i++) g_string_append(text, "  b();\n");
    g_string_append(text, "}\n");
  }
  g_autofree char *output = lint_one("sim/a.c", text->str);
  g_assert_cmpstr(output, ==, ".:1: the median function has 16 lines, more than 15\n");
  g_string_free(text, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(breaches); i++) {
    g_autofree char *path = g_strconcat("/lint/", breaches[i].rule, NULL);
    g_test_add_data_func(path, &breaches[i], breach_found);
  }
  g_test_add_func("/lint/a file of 401 lines is too long", long_file);
  g_test_add_func("/lint/a function of more than 60 lines is too long", long_function);
  g_test_add_func("/lint/half of all functions fit in 15 lines", long_median);
  return g_test_run();
}
