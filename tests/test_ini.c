#include "scenarios/settings/ini.h"

#include <string.h>

static void refuse(const char *text, const char *message) {
  GError *error = NULL;
  struct ini *ini = ini_parse("f.ini", text, strlen(text), &error);
  g_assert_null(ini);
  g_assert_cmpstr(error->message, ==, message);
  g_error_free(error);
}

static void slips_are_refused(void) {
  refuse("[a]\nx = 1\n[a]\ny = 1\n", "f.ini:3: group [a] repeated, it stands in line 1 already");
  refuse("[a]\nx = 1\n\nx = 2\n", "f.ini:4: key 'x' repeated, it stands in line 2 already");
  refuse("[a]\nx = 1 # one\n", "f.ini:2: a comment behind the value of 'x': it needs a line of its own");
  refuse("x = 1\n[a]\ny = 1\n", "f.ini:1: 'x = 1' stands before the first [group]");
  refuse("[a]\nhello\n", "f.ini:2: 'hello' found, expected key = value");
  refuse("[a]\n= 3\n", "f.ini:2: '= 3' found, expected key = value");
  refuse("[a\nx = 1\n", "f.ini:1: '[a' found, expected a group as [name]");
  refuse("[a]\nx =\n", "f.ini:2: key 'x' has no value");
  refuse("[a]\n# nothing\n[b]\nx = 1\n", "f.ini:1: group [a] is empty");
  refuse("[a]\nx = 1\n[b]\n", "f.ini:3: group [b] is empty");
  refuse("[a]\nx = \xff\n", "f.ini:2: octet 0xff found, expected UTF-8 text");
}

static void octets_of_all_kinds(void) {
  GError *error = NULL;
  struct ini *ini = ini_parse("f.ini", "[a]\nx = \0y\n", 12, &error);
  g_assert_null(ini);
  g_assert_nonnull(error);
  g_error_free(error);
}

static void entries_keep_their_lines(void) {
  const char *text = "# top\n\n[a]\nx = 1 \n  y=two words\n# between\n[b c]\nz = a=b;c#d\n";
  struct ini *ini = ini_parse("f.ini", text, strlen(text), NULL);
  static const struct ini_entry expected[] = {{(char *)"a", NULL, NULL, 3},
                                              {(char *)"a", (char *)"x", (char *)"1", 4},
                                              {(char *)"a", (char *)"y", (char *)"two words", 5},
                                              {(char *)"b c", NULL, NULL, 7},
                                              {(char *)"b c", (char *)"z", (char *)"a=b;c#d", 8}};
  g_assert_nonnull(ini);
  g_assert_cmpuint(ini->entry->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    g_assert_cmpstr(entry->group, ==, expected[i].group);
    g_assert_cmpstr(entry->key, ==, expected[i].key);
    g_assert_cmpstr(entry->value, ==, expected[i].value);
    g_assert_cmpuint(entry->line, ==, expected[i].line);
  }
  ini_free(ini);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ini/what GKeyFile forgives is refused with its line", slips_are_refused);
  g_test_add_func("/ini/a NUL is refused", octets_of_all_kinds);
  g_test_add_func("/ini/entries keep their lines", entries_keep_their_lines);
  return g_test_run();
}
