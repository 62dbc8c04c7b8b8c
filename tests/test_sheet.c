#include "analysis/report/sheet.h"

#include "tests/cells.h"

#include <csv.h>
#include <math.h>
#include <string.h>

static void note_field(void *data, size_t length, void *context) { g_ptr_array_add(context, g_strndup(data, length)); }

static const char *const awkward[] = {"plain", "a,b", "say \"so\"", "two\nlines", " blanks ", "", "-", NULL};

/* What goes in comes out of a parser. */
static void test_round_trip(void) {
  struct cells_file file;
  struct sheet sheet = {.file = cells_open(&file)};
  for (int i = 0; awkward[i]; i++) sheet_text(&sheet, awkward[i]);
  sheet_end(&sheet);
  char *text = cells_text(&file);
  GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
  struct csv_parser parser;
  csv_init(&parser, CSV_STRICT);
  g_assert_cmpuint(csv_parse(&parser, text, strlen(text), note_field, NULL, fields), ==, strlen(text));
  g_assert_cmpuint(fields->len, ==, G_N_ELEMENTS(awkward) - 1);
  for (guint i = 0; i < fields->len; i++) g_assert_cmpstr(fields->pdata[i], ==, awkward[i]);
  csv_free(&parser);
  g_ptr_array_free(fields, TRUE);
  free(text);
}

static void test_numbers(void) {
  struct cells_file file;
  struct sheet sheet = {.file = cells_open(&file)};
  sheet_count(&sheet, UINT64_MAX);
  sheet_real(&sheet, 2.5, 3);
  sheet_real(&sheet, 100, 0);
  sheet_real(&sheet, 100, 3);
  sheet_real(&sheet, NAN, 3);
  sheet_real(&sheet, -0.0004, 3);
  sheet_real(&sheet, 1e15 + 0.5, 1);
  sheet_text(&sheet, NULL);
  sheet_end(&sheet);
  char *text = cells_text(&file);
  g_assert_cmpstr(text, ==, "18446744073709551615,2.5,100,100,,0,1000000000000000.5,\n");
  free(text);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sheet/a CSV parser gives back what was written", test_round_trip);
  g_test_add_func("/sheet/numbers carry no needless digits", test_numbers);
  return g_test_run();
}
