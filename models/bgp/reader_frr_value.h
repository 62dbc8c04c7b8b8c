/* reader_frr_value.h: what FRRouting 8.4 looks for in the value of an attribute it knows. */
#ifndef MODELS_BGP_READER_FRR_VALUE_H
#define MODELS_BGP_READER_FRR_VALUE_H

#include "models/bgp/reader_part.h"

/* What the parser of the attribute's type complains of first, or DEFECTS. */
enum defect reader_frr_value(const struct reader_pass *pass, const struct wire_attribute *attribute);

#endif
