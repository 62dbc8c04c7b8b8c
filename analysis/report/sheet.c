#include "analysis/report/sheet.h"

#include <csv.h>
#include <glib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void field_begin(struct sheet *sheet) {
  if (sheet->begun) fputc(',', sheet->file);
  sheet->begun = true;
}

/* Leading and trailing blanks are lost on readers that trim, so they are quoted, too. */
static bool needs_quotes(const char *text, size_t length) {
  if (length == 0) return false;
  return strpbrk(text, ",\"\r\n") || g_ascii_isspace(text[0]) || g_ascii_isspace(text[length - 1]);
}

void sheet_text(struct sheet *sheet, const char *text) {
  field_begin(sheet);
  if (!text) return;
  size_t length = strlen(text);
  if (needs_quotes(text, length)) csv_fwrite(sheet->file, text, length);
  else fputs(text, sheet->file);
}

void sheet_count(struct sheet *sheet, uint64_t count) {
  field_begin(sheet);
  fprintf(sheet->file, "%" PRIu64, count);
}

void sheet_format(char text[FIGURES_TEXT], double value, int decimals) {
  char form[8];
  text[0] = '\0';
  if (isnan(value)) return;
  g_snprintf(form, sizeof form, "%%.%df", CLAMP(decimals, 0, 9));
  g_ascii_formatd(text, FIGURES_TEXT, form, value);
  if (decimals > 0) {
    char *end = text + strlen(text);
    while (end[-1] == '0') *--end = '\0';
    if (end[-1] == '.') *--end = '\0';
  }
  if (strcmp(text, "-0") == 0) strcpy(text, "0");
}

void sheet_real(struct sheet *sheet, double value, int decimals) {
  char text[FIGURES_TEXT];
  sheet_format(text, value, decimals);
  field_begin(sheet);
  fputs(text, sheet->file);
}

void sheet_millionths(struct sheet *sheet, int64_t count) {
  uint64_t size = count < 0 ? -(uint64_t)count : (uint64_t)count;
  uint64_t part = size % 1000000;
  int places = 6;
  field_begin(sheet);
  fprintf(sheet->file, "%s%" PRIu64, count < 0 ? "-" : "", size / 1000000);
  if (!part) return;
  for (; part % 10 == 0; part /= 10) places--;
  fprintf(sheet->file, ".%0*" PRIu64, places, part);
}

void sheet_figure(struct sheet *sheet, enum figure figure, double value, bool censored) {
  char text[FIGURES_TEXT];
  figures_write(text, figure, value, censored);
  field_begin(sheet);
  fputs(text, sheet->file);
}

void sheet_end(struct sheet *sheet) {
  fputc('\n', sheet->file);
  sheet->begun = false;
}

void sheet_header(FILE *file, const char *const *columns) {
  struct sheet sheet = {.file = file};
  for (; *columns; columns++) sheet_text(&sheet, *columns);
  sheet_end(&sheet);
}
