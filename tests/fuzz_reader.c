/* Any octets as a message to the readers of real daemons. Octet 0 chooses the session, the rest is the message. */
#include "scenarios/decode/decode_profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { IBGP = 1, AS2 = 2, EXTENDED = 4, KNOWN = 8 };

/* Loaded once: the fuzzer calls a million times. */
static const GPtrArray *profiles(void) {
  static GPtrArray *loaded;
  static gsize once;
  if (g_once_init_enter(&once)) {
    loaded = decode_profile_list(NULL, "frr-8.4,bird-2.0,openbgpd-7.7,gobgp-3.10,ios-2009", NULL);
    g_assert_nonnull(loaded);
    g_once_init_leave(&once, 1);
  }
  return loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const struct prefix local[] = {{{10, 0, 1, 2}, 24, PREFIX_IPV4}, {{0x20, 1, 0x0d, 0xb8}, 64, PREFIX_IPV6}};
  static struct verdict_report report;
  if (size == 0) return 0;
  struct verdict_facts facts = {.session = data[0] & IBGP ? SESSION_IBGP : SESSION_EBGP,
                                .as4 = !(data[0] & AS2),
                                .extended = data[0] & EXTENDED,
                                .local_as = 65002,
                                .peer_as = 65001,
                                .local_id = 0x0a000002,
                                .local = local,
                                .local_count = data[0] & KNOWN ? G_N_ELEMENTS(local) : 0,
                                .rib = data[0] & KNOWN ? local : NULL,
                                .rib_count = data[0] & KNOWN ? G_N_ELEMENTS(local) : 0};
  g_autofree uint8_t *message = g_memdup2(data + 1, size - 1); /* of its own, so that a step too far is seen */
  for (guint i = 0; i < profiles()->len; i++) {
    const struct decode_profile *profile = profiles()->pdata[i];
    struct verdict verdict;
    verdict_message(message, size - 1, &profile->verdict, &facts, &verdict, &report);
    g_assert_cmpuint(verdict.outcome, <, OUTCOMES);
    for (size_t j = 0; j < MIN(report.count, (size_t)VERDICT_FINDINGS); j++) {
      const struct verdict_finding *finding = &report.finding[j];
      if (finding->at) g_assert_true(finding->at >= message && finding->at + finding->length <= message + size - 1);
    }
  }
  return 0;
}
