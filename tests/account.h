/* account.h: what a witness wrote down (stage.h), compared. */
#ifndef TESTS_ACCOUNT_H
#define TESTS_ACCOUNT_H

#include "tests/stage.h"

/* What was said and what became of packets of one prefix, for each router in order of time. */
struct account {
  GArray *message; /* of struct stage_message */
  GArray *reroute; /* of struct stage_reroute */
};

struct account account_of(const struct stage *stage, uint32_t prefix);
void account_clear(struct account *account);
/* The same messages and reroutes, whatever the number of the prefix. */
void account_equal(const struct account *a, const struct account *b);
/* The same occurrences, in that order. */
void account_occurrences_equal(const struct stage *a, const struct stage *b);

#endif
