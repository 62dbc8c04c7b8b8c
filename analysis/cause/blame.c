/* blame.c: from charges to printed parts. Rounding comes first and adding second, so that every sum of printed numbers
 * is a printed number: of all direct parts, and of the parts of a cause and its descendants. */
#include "analysis/cause/blame.h"

#include "analysis/measure/figures.h"
#include "models/world/world.h"

#include <stdlib.h>
#include <string.h>

#define BLAME_UNIT (60 * SIM_SECOND / BLAME_MILLION) /* nanoseconds in a millionth of a minute */

int64_t blame_millionths(double figure) {
  char text[FIGURES_TEXT];
  figures_write(text, FIGURE_UNREACHABLE_PREFIX_MINUTES, figure, false);
  char *end;
  int64_t whole = strtoll(text, &end, 10), part = 0, unit = BLAME_MILLION;
  if (*end == '.')
    for (end++; *end; end++) part += (*end - '0') * (unit /= 10);
  return whole * BLAME_MILLION + part;
}

/* --- rounding --- */

struct remainder {
  uint32_t id;
  __int128 left;
};

static int remainder_compare(const void *left, const void *right) {
  const struct remainder *a = left, *b = right;
  if (a->left != b->left) return a->left > b->left ? -1 : 1;
  return a->id < b->id ? -1 : a->id > b->id;
}

/* The last few millionths go to those that lost most by rounding down, one each. */
static void blame_round(GArray *remainders, int64_t missing, int64_t *direct) {
  guint count = remainders->len;
  if (!count) return;
  g_array_sort(remainders, remainder_compare);
  while (missing < 0) { /* the figure itself was rounded down below the sum */
    for (guint i = 0; i < count; i++) direct[g_array_index(remainders, struct remainder, i).id]--;
    missing += count;
  }
  for (guint i = 0; missing > 0; missing--, i = (i + 1) % count)
    direct[g_array_index(remainders, struct remainder, i).id]++;
}

/* Direct parts by id, [count + 1]. */
static int64_t *blame_direct(const struct ledger *ledger, uint32_t count, int64_t whole, int64_t sources) {
  int64_t *direct = g_new0(int64_t, (size_t)count + 1), sum = 0;
  __int128 unit = (__int128)sources * BLAME_UNIT;
  GArray *remainders = g_array_new(FALSE, FALSE, sizeof(struct remainder));
  for (uint32_t id = 0; id <= count; id++) {
    __int128 charge = ledger_charged(ledger, id);
    if (charge == 0) continue;
    struct remainder remainder = {.id = id, .left = charge % unit};
    direct[id] = (int64_t)(charge / unit);
    sum += direct[id];
    g_array_append_val(remainders, remainder);
  }
  blame_round(remainders, whole - sum, direct);
  g_array_free(remainders, TRUE);
  return direct;
}

/* --- rows --- */

static int row_compare(const void *left, const void *right) {
  const struct blame_row *a = left, *b = right;
  if (a->total != b->total) return a->total > b->total ? -1 : 1;
  return a->event.id < b->event.id ? -1 : a->event.id > b->event.id;
}

/* What the causes beyond the last row come to. */
static void blame_cut(struct blame *blame, uint32_t rows) {
  for (guint i = rows; rows && i < blame->row->len; i++) {
    blame->others++;
    blame->remainder += blame_row(blame, i)->direct;
  }
  if (rows && rows < blame->row->len) g_array_set_size(blame->row, rows);
}

static void blame_rows(struct blame *blame, const struct lineage *lineage, const struct events *events,
                       const int64_t *direct, const int64_t *total) {
  for (uint32_t id = 0; id <= lineage->count; id++) {
    struct blame_row row = {.direct = direct[id], .total = id ? total[id] : direct[id]};
    if (row.total == 0) continue;
    if (id) row.event = *events_get(events, id - 1);
    else row.event.router = row.event.peer = row.event.card = row.event.prefix = OBSERVER_NONE;
    row.as = events_as(events, row.event.router);
    row.peer_as = events_as(events, row.event.peer);
    events_place(events, row.event.router, row.place);
    events_place(events, row.event.peer, row.peer_place);
    row.generation = lineage->generation[id];
    for (int k = 0; k < LINEAGE_KINDS; k++) row.descendant[k] = id ? lineage->descendant[k][id] : 0;
    g_array_append_val(blame->row, row);
  }
  g_array_sort(blame->row, row_compare);
}

struct blame *blame_new(const struct ledger *ledger, const struct events *events, double figure, int64_t sources,
                        uint32_t rows) {
  struct lineage lineage;
  struct blame *blame = g_new0(struct blame, 1);
  lineage_init(&lineage, events);
  g_assert(ledger->ids <= (guint)lineage.count + 1);
  blame->whole = blame_millionths(figure);
  blame->row = g_array_new(FALSE, FALSE, sizeof(struct blame_row));
  g_autofree int64_t *direct = blame_direct(ledger, lineage.count, blame->whole, MAX(sources, 1));
  g_autofree int64_t *total = g_memdup2(direct, ((size_t)lineage.count + 1) * sizeof *direct);
  for (uint32_t id = lineage.count; id > 0; id--) total[lineage.because[id]] += total[id];
  blame_rows(blame, &lineage, events, direct, total);
  blame_cut(blame, rows);
  blame->generation = g_array_copy(lineage.of);
  lineage_clear(&lineage);
  return blame;
}

void blame_free(struct blame *blame) {
  if (!blame) return;
  g_array_free(blame->row, TRUE);
  g_array_free(blame->generation, TRUE);
  g_free(blame);
}

struct blame *blame_copy(const struct blame *blame) {
  struct blame *copy = g_memdup2(blame, sizeof *blame);
  copy->row = g_array_copy(blame->row);
  copy->generation = g_array_copy(blame->generation);
  return copy;
}

/* --- checks --- */

static bool blame_chosen(const struct blame *blame, int64_t total, const uint32_t *place, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (blame_row(blame, place[i])->total == total) return true;
  return false;
}

uint32_t blame_suspects(const struct blame *blame, uint32_t *place, uint32_t count) {
  uint32_t found = 0;
  for (guint i = 0; i < blame->row->len && found < count; i++) {
    const struct blame_row *row = blame_row(blame, i);
    if (row->event.id == 0 || row->total == blame->whole) continue;
    if (!world_may_spare((enum occurrence_kind)row->event.kind, (enum loss)row->event.loss)) continue;
    if (!blame_chosen(blame, row->total, place, found)) place[found++] = i;
  }
  return found;
}
