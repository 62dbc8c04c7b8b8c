#include "tests/account.h"

static int account_message_compare(const void *a, const void *b) {
  const struct stage_message *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  if (x->router != y->router) return x->router < y->router ? -1 : 1;
  return (x->peer > y->peer) - (x->peer < y->peer);
}

static int account_reroute_compare(const void *a, const void *b) {
  const struct stage_reroute *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return (x->router > y->router) - (x->router < y->router);
}

struct account account_of(const struct stage *stage, uint32_t prefix) {
  struct account account = {g_array_new(FALSE, FALSE, sizeof(struct stage_message)),
                            g_array_new(FALSE, FALSE, sizeof(struct stage_reroute))};
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->prefix == prefix) g_array_append_vals(account.message, m, 1);
  }
  for (guint i = 0; i < stage->reroute->len; i++) {
    const struct stage_reroute *r = &g_array_index(stage->reroute, struct stage_reroute, i);
    if (r->prefix == prefix) g_array_append_vals(account.reroute, r, 1);
  }
  g_array_sort(account.message, account_message_compare);
  g_array_sort(account.reroute, account_reroute_compare);
  return account;
}

void account_clear(struct account *account) {
  g_array_unref(account->message);
  g_array_unref(account->reroute);
}

void account_equal(const struct account *a, const struct account *b) {
  for (guint i = 0; i < MIN(a->message->len, b->message->len); i++) {
    const struct stage_message *x = &g_array_index(a->message, struct stage_message, i);
    const struct stage_message *y = &g_array_index(b->message, struct stage_message, i);
    g_assert_cmpint(x->at, ==, y->at);
    g_assert_cmpuint(x->router, ==, y->router);
    g_assert_cmpuint(x->peer, ==, y->peer);
    g_assert_cmpuint(x->kind, ==, y->kind);
  }
  g_assert_cmpuint(a->message->len, ==, b->message->len);
  for (guint i = 0; i < MIN(a->reroute->len, b->reroute->len); i++) {
    const struct stage_reroute *x = &g_array_index(a->reroute, struct stage_reroute, i);
    const struct stage_reroute *y = &g_array_index(b->reroute, struct stage_reroute, i);
    g_assert_cmpint(x->at, ==, y->at);
    g_assert_cmpuint(x->router, ==, y->router);
    g_assert_cmpuint(x->before, ==, y->before);
    g_assert_cmpuint(x->after, ==, y->after);
    g_assert_cmpuint(x->because, ==, y->because);
  }
  g_assert_cmpuint(a->reroute->len, ==, b->reroute->len);
}

void account_occurrences_equal(const struct stage *a, const struct stage *b) {
  g_assert_cmpuint(a->occurrence->len, ==, b->occurrence->len);
  for (guint i = 0; i < a->occurrence->len; i++) {
    const struct occurrence *x = &g_array_index(a->occurrence, struct occurrence, i);
    const struct occurrence *y = &g_array_index(b->occurrence, struct occurrence, i);
    g_assert_cmpint(x->at, ==, y->at);
    g_assert_cmpuint(x->kind, ==, y->kind);
    g_assert_cmpuint(x->router, ==, y->router);
    g_assert_cmpuint(x->because, ==, y->because);
  }
}
