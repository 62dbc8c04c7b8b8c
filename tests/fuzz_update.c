/* Any octets as a message: judged under every strategy, shown, taken apart and put together again, and its attributes
 * as a set that travels. Octet 0 chooses the session, the rest is the message. */
#include "models/bgp/attribute.h"
#include "models/bgp/update.h"
#include "models/bgp/verdict.h"
#include "scenarios/decode/decode_tree.h"
#include "scenarios/files/strategy_file.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STRATEGIES = 4 };

/* Loaded once: the fuzzer calls a million times. */
static const struct verdict_profile *profiles(void) {
  static const char *const names[STRATEGIES] = {"rfc4271", "rfc7606", "junos-2013", "attribute-discard"};
  static gsize once;
  static struct verdict_profile loaded[STRATEGIES];
  if (g_once_init_enter(&once)) {
    for (int i = 0; i < STRATEGIES; i++) {
      struct strategy *strategy = strategy_file_load(names[i], NULL);
      g_assert_nonnull(strategy);
      loaded[i].strategy = strategy;
      loaded[i].corrupts = 99;
      memcpy(loaded[i].knows, strategy->knows, sizeof loaded[i].knows);
    }
    g_once_init_leave(&once, 1);
  }
  return loaded;
}

static void show(const uint8_t *message, size_t length, const struct verdict_facts *facts) {
  static struct verdict_report reports[STRATEGIES];
  g_autoptr(GString) out = g_string_new(NULL);
  for (int i = 0; i < STRATEGIES; i++) {
    struct verdict verdict;
    verdict_message(message, length, &profiles()[i], facts, &verdict, &reports[i]);
    g_assert_cmpuint(verdict.outcome, <, OUTCOMES);
  }
  decode_tree_append(out, message, length, facts->as4, reports, STRATEGIES);
}

static void travel(const struct update *update) {
  struct attrs_table *attrs = attrs_table_new();
  struct verdict_table *verdicts = verdict_table_new(attrs, profiles(), STRATEGIES);
  attrs_id set = attrs_intern(attrs, update->set, update->set_length, update->overrun);
  for (unsigned i = 0; i < STRATEGIES; i++) {
    const struct verdict *verdict = verdict_of(verdicts, set, i, SESSION_EBGP);
    if (verdict->outcome < OUTCOME_WITHDRAW)
      verdict_of(verdicts, verdict_resend(verdicts, verdict->attrs, i, SESSION_EBGP), i, 0);
    verdict_resend(verdicts, set, i, SESSION_EBGP);
  }
  verdict_table_free(verdicts);
  attrs_table_free(attrs);
}

static void apart_and_together(const uint8_t *message, size_t length, bool as4) {
  struct update update;
  if (!update_split(message, length, as4, &update)) return;
  g_autofree uint8_t *room = g_malloc(length);
  struct wire_buffer buffer = {.bytes = room, .room = length};
  update_join(&update, &buffer);
  g_assert_cmpmem(room + WIRE_HEADER, buffer.length - WIRE_HEADER, message + WIRE_HEADER, length - WIRE_HEADER);
  travel(&update);
  update_clear(&update);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 || size > 65536) return 0;
  struct verdict_facts facts = {.session = data[0] & 1 ? SESSION_IBGP : SESSION_EBGP,
                                .as4 = !(data[0] & 2),
                                .local_as = data[0] & 4 ? 64501 : 0,
                                .peer_as = data[0] & 8 ? 64500 : 0,
                                .local_id = data[0] & 16 ? 0xc0000201 : 0};
  g_autofree uint8_t *message = g_memdup2(data + 1, size - 1);
  show(message, size - 1, &facts);
  apart_and_together(message, size - 1, facts.as4);
  return 0;
}
