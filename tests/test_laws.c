/* Every law in its short form: what it claims must hold. */
#include "tests/laws/law.h"

static void law_holds(const void *data) {
  struct law_run *run = law_perform(data, false);
  g_assert_cmpuint(run->claims->len, >, 0);
  for (guint i = 0; i < run->claims->len; i++) {
    const struct law_claim *claim = g_ptr_array_index(run->claims, i);
    g_test_message("%s: %s", claim->holds ? "holds" : "FAILS", claim->text);
    if (!claim->holds) g_test_fail_printf("%s", claim->text);
  }
  law_run_free(run);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < law_count; i++) {
    g_autofree char *name = g_strdup_printf("/laws/%s", laws[i]->title);
    g_test_add_data_func(name, laws[i], law_holds);
  }
  return g_test_run();
}
