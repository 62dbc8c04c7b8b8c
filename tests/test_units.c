#include "scenarios/settings/units.h"

#include <string.h>

static void duration_has_units(void) {
  static const struct {
    const char *text;
    sim_time value;
  } cases[] = {{"90 s", 90 * SIM_SECOND},
               {"90s", 90 * SIM_SECOND},
               {"2 ms", 2 * SIM_MILLISECOND},
               {"250 us", 250000},
               {"5 min", 300 * SIM_SECOND},
               {"1.5 h", 5400 * SIM_SECOND},
               {"1 d", 86400 * SIM_SECOND},
               {"0", 0},
               {"7 ns", 7},
               {"0.1 s", 100000000},
               {"1e3 ms", SIM_SECOND}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    sim_time value = -1;
    GError *error = NULL;
    g_assert_true(units_duration(cases[i].text, &value, &error));
    g_assert_no_error(error);
    g_assert_cmpint(value, ==, cases[i].value);
  }
}

typedef gboolean (*reader)(const char *text, void *value, GError **error);

/* Refused, the value untouched, and the message repeats what was found. */
static void refused(reader read, const char *text, const char *part) {
  union {
    char bytes[16];
    double align;
  } value, before;
  memset(&value, 0x5a, sizeof value);
  before = value;
  GError *error = NULL;
  g_assert_false(read(text, &value, &error));
  g_assert_nonnull(error);
  if (!strstr(error->message, part)) g_error("'%s' lacks '%s'", error->message, part);
  g_assert_cmpmem(&value, sizeof value, &before, sizeof before);
  g_error_free(error);
}

static void missing_unit_is_refused(void) {
  refused((reader)units_duration, "90", "'90' has no unit");
  refused((reader)units_duration, "90 parsecs", "'90 parsecs' has an unknown unit");
  refused((reader)units_duration, "-3 s", "'-3 s' is no duration");
  refused((reader)units_duration, "", "'' is no duration");
  refused((reader)units_duration, "1e30 h", "longer than the clock");
  refused((reader)units_duration, "nan s", "is no duration");
  refused((reader)units_rate, "5000", "'5000' is no rate");
  refused((reader)units_rate, "5000 /min", "is no rate");
  refused((reader)units_share, "0.35", "'0.35' is no share");
  refused((reader)units_share, "101 %", "is no share");
  refused((reader)units_number, "3 s", "'3 s' is no number");
  refused((reader)units_count, "-1", "'-1' is no whole number");
  refused((reader)units_count, "12 ", "is no whole number");
  refused((reader)units_switch, "true", "expected yes or no");
  refused((reader)units_asn, "0", "'0' is no AS number");
  refused((reader)units_asn, "AS4294967296", "is no AS number");
  refused((reader)units_instant, "2011-11-07", "is no time");
  refused((reader)units_instant, "2011-13-07T14:00:00Z", "is no time");
}

static void shares_and_rates(void) {
  double value;
  g_assert_true(units_share("35 %", &value, NULL));
  g_assert_cmpfloat(value, ==, 0.35);
  g_assert_true(units_share("100%", &value, NULL));
  g_assert_cmpfloat(value, ==, 1);
  g_assert_true(units_rate("5000 /s", &value, NULL));
  g_assert_cmpfloat(value, ==, 5000);
}

static void sizes(void) {
  guint64 value;
  g_assert_true(units_size("2 GiB", &value, NULL));
  g_assert_cmpuint(value, ==, G_GUINT64_CONSTANT(2) << 30);
  g_assert_true(units_size("1.5kB", &value, NULL));
  g_assert_cmpuint(value, ==, 1500);
  refused((reader)units_size, "2", "'2' is no size");
  refused((reader)units_size, "2 gib", "is no size");
  refused((reader)units_size, "0 GiB", "is no size");
  refused((reader)units_size, "-1 GiB", "is no size");
  refused((reader)units_size, "9000000000 GiB", "is no size");
}

static void instant_is_utc(void) {
  gint64 a, b;
  g_assert_true(units_instant("2011-11-07T14:00:00Z", &a, NULL));
  g_assert_cmpint(a, ==, G_GINT64_CONSTANT(1320674400000000));
  g_assert_true(units_instant("2011-11-07T15:00:00.5+01:00", &b, NULL));
  g_assert_cmpint(b - a, ==, 500000);
}

static void prefixes_are_canonical(void) {
  static const char *const cases[][2] = {{"192.0.2.0/24", "192.0.2.0/24"},
                                         {"2001:DB8:0:0::/32", "2001:db8::/32"},
                                         {"0.0.0.0/0", "0.0.0.0/0"},
                                         {"192.0.2.1/24", NULL},
                                         {"192.0.2.0/33", NULL},
                                         {"192.0.2.0", NULL},
                                         {"192.0.2/24", NULL},
                                         {"2001:db8::1/64", NULL}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *prefix = units_prefix(cases[i][0], NULL);
    g_assert_cmpstr(prefix, ==, cases[i][1]);
  }
}

static void pairs_of_ases(void) {
  guint32 a, b;
  g_assert_true(units_as_pair("AS3356-174", &a, &b, NULL));
  g_assert_cmpuint(a, ==, 3356);
  g_assert_cmpuint(b, ==, 174);
  g_assert_false(units_as_pair("3356", &a, &b, NULL));
  g_assert_false(units_as_pair("3356-3356", &a, &b, NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/units/durations carry units", duration_has_units);
  g_test_add_func("/units/what lacks its unit or has a wrong one is refused", missing_unit_is_refused);
  g_test_add_func("/units/shares and rates", shares_and_rates);
  g_test_add_func("/units/sizes carry units, of 1024 or of 1000", sizes);
  g_test_add_func("/units/instants know their zone", instant_is_utc);
  g_test_add_func("/units/prefixes are written one way", prefixes_are_canonical);
  g_test_add_func("/units/pairs of ASes", pairs_of_ases);
  return g_test_run();
}
