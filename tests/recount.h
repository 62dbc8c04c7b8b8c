/* recount.h: counts again, from the text of events.csv alone, what summary.csv says about sessions, cards and
 * routers. Shares no code with analysis/.
 */
#ifndef TESTS_RECOUNT_H
#define TESTS_RECOUNT_H

#include <glib.h>

/* A CSV file in memory: rows of fields, the first the names of the columns. */
struct recount_table {
  GPtrArray *rows; /* GPtrArray * of char * */
};
struct recount_table *recount_parse(const char *text);
void recount_free(struct recount_table *table);
guint recount_rows(const struct recount_table *table); /* without the head */
/* Field of row 0, 1, ... in the column of that name, which must exist. */
const char *recount_field(const struct recount_table *table, guint row, const char *column);

/* Asserts that each row of the summary agrees with the events of its variant, strategy and seed. */
void recount_check(const char *summary, const char *events);
/* Asserts that blame.csv agrees with both: the direct parts of a cell add up to what the summary says was lost, digit
 * by digit; a cause's total is made of its own part and its descendants'; descendants are counted right; a run without
 * a cause and what it saved are the whole. */
void recount_blame(const char *summary, const char *events, const char *blame);

#endif
