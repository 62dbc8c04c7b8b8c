/* sheet.h: rows of a CSV file (RFC 4180, but lines end in a single newline).
 *
 * Fields are appended one by one; numbers do not depend on the locale. Write errors stay in the FILE.
 */
#ifndef ANALYSIS_REPORT_SHEET_H
#define ANALYSIS_REPORT_SHEET_H

#include "analysis/measure/figures.h"

#include <stdint.h>
#include <stdio.h>

struct sheet {
  FILE *file;
  bool begun; /* the row has a field already */
};

/* Quoted where the text asks for it; NULL is an empty field. */
void sheet_text(struct sheet *sheet, const char *text);
void sheet_count(struct sheet *sheet, uint64_t count);
/* Shortest form with at most `decimals` places; empty for NaN. */
void sheet_real(struct sheet *sheet, double value, int decimals);
/* A count of millionths, as a number with at most six places: exact. */
void sheet_millionths(struct sheet *sheet, int64_t count);
/* As figures_write. */
void sheet_figure(struct sheet *sheet, enum figure figure, double value, bool censored);
void sheet_end(struct sheet *sheet);
/* A whole row of texts, NULL-terminated: a header. */
void sheet_header(FILE *file, const char *const *columns);

/* Number with at most `decimals` places and no trailing zeros; "" for NaN. At most FIGURES_TEXT octets. */
void sheet_format(char text[FIGURES_TEXT], double value, int decimals);

#endif
