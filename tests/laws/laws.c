#include "tests/laws/laws.h"

const struct law *const laws[] = {
    &law_v1,
    &law_v2,
    &law_v3,
    &law_v4,
    &law_v5,
    &law_v6,
    &law_v7,
    &law_v8,
    &law_v9,
    &law_v10,
    &law_v11,
    &law_v12,
};
const size_t law_count = G_N_ELEMENTS(laws);
