/* decode_output.h: what was found, for programs and for people. */
#ifndef SCENARIOS_DECODE_DECODE_OUTPUT_H
#define SCENARIOS_DECODE_DECODE_OUTPUT_H

#include "scenarios/decode/decode_message.h"
#include "scenarios/decode/decode_profile.h"

#include <stdio.h>

/* One of each a profile, in their order. */
struct decode_judgement {
  struct verdict *verdict;
  struct verdict_report *report;
};

/* message,profile,profile_kind,outcome,code,subcode,attribute,reason,rfc */
void decode_output_heading(FILE *out);
/* A row for each profile. `number`: of the message, from 1. */
void decode_output_rows(FILE *out, guint number, const GPtrArray *profiles, const struct decode_judgement *judgement);
/* The message as a tree, then a line for each profile. */
void decode_output_text(FILE *out, guint number, const struct decode_message *message, const GPtrArray *profiles,
                        const struct decode_judgement *judgement);

#endif
