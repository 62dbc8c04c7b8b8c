#include "tests/laws/law.h"

void law_columns(struct law_run *run, const char *names) {
  g_assert(!run->rows->len);
  g_string_append_printf(run->rows, "%s\n", names);
}

void law_row(struct law_run *run, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_string_append_vprintf(run->rows, format, arguments);
  va_end(arguments);
  g_string_append_c(run->rows, '\n');
}

void law_claim(struct law_run *run, bool holds, const char *format, ...) {
  struct law_claim *claim = g_new(struct law_claim, 1);
  va_list arguments;
  va_start(arguments, format);
  *claim = (struct law_claim){holds, g_strdup_vprintf(format, arguments)};
  va_end(arguments);
  g_ptr_array_add(run->claims, claim);
}

static void law_claim_free(gpointer data) {
  struct law_claim *claim = data;
  g_free(claim->text);
  g_free(claim);
}

struct law_run *law_perform(const struct law *law, bool full) {
  struct law_run *run = g_new(struct law_run, 1);
  *run = (struct law_run){full, g_string_new(NULL), g_ptr_array_new_with_free_func(law_claim_free)};
  law->run(run);
  return run;
}

void law_run_free(struct law_run *run) {
  g_string_free(run->rows, TRUE);
  g_ptr_array_free(run->claims, TRUE);
  g_free(run);
}
