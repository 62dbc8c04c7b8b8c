/* laws.h: the laws, each in a file of its own (v2.c holds law_v2). */
#ifndef TESTS_LAWS_LAWS_H
#define TESTS_LAWS_LAWS_H

#include "tests/laws/law.h"

extern const struct law law_v1;
extern const struct law law_v2;
extern const struct law law_v3;
extern const struct law law_v4;
extern const struct law law_v5;
extern const struct law law_v6;
extern const struct law law_v7;
extern const struct law law_v8;
extern const struct law law_v9;
extern const struct law law_v10;
extern const struct law law_v11;
extern const struct law law_v12;

#endif
