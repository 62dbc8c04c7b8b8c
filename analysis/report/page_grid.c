#include "analysis/report/page.h"

#include <string.h>

struct page_grid {
  GPtrArray *rows; /* GPtrArray * of GStrv, the lines of a cell */
  bool words;
};

struct page_grid *page_grid_new(bool words) {
  struct page_grid *grid = g_new0(struct page_grid, 1);
  grid->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  grid->words = words;
  return grid;
}

static void grid_free(struct page_grid *grid) {
  g_ptr_array_free(grid->rows, TRUE);
  g_free(grid);
}

void page_grid_row(struct page_grid *grid) {
  g_ptr_array_add(grid->rows, g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev));
}

void page_grid_cell(struct page_grid *grid, const char *text) {
  g_assert(grid->rows->len > 0);
  g_ptr_array_add(grid->rows->pdata[grid->rows->len - 1], g_strsplit(text ? text : "", "\n", -1));
}

static guint columns_of(const struct page_grid *grid) {
  guint columns = 0;
  for (guint r = 0; r < grid->rows->len; r++) columns = MAX(columns, ((GPtrArray *)grid->rows->pdata[r])->len);
  return columns;
}

/* The lines of a cell; none where a row is short. */
static char **cell_at(const struct page_grid *grid, guint row, guint column) {
  static char *nothing[] = {NULL};
  GPtrArray *cells = grid->rows->pdata[row];
  return column < cells->len ? cells->pdata[column] : nothing;
}

static int width_of(const struct page_grid *grid, guint column) {
  glong width = 0;
  for (guint r = 0; r < grid->rows->len; r++)
    for (char **line = cell_at(grid, r, column); *line; line++) width = MAX(width, g_utf8_strlen(*line, -1));
  return (int)width;
}

static guint height_of(const struct page_grid *grid, guint row, guint columns) {
  guint height = 0;
  for (guint c = 0; c < columns; c++) height = MAX(height, g_strv_length(cell_at(grid, row, c)));
  return height;
}

static void text_field(GString *line, const char *text, int width, bool left) {
  int gap = width - (int)g_utf8_strlen(text, -1);
  if (left) g_string_append_printf(line, "%s%*s  ", text, gap, "");
  else g_string_append_printf(line, "%*s%s  ", gap, "", text);
}

static void text_line(FILE *file, GString *line) {
  while (line->len && line->str[line->len - 1] == ' ') g_string_truncate(line, line->len - 1);
  fprintf(file, "%s\n", line->str);
  g_string_truncate(line, 0);
}

/* The head stands on its last line, the rest hangs from its first. */
static void text_row(FILE *file, const struct page_grid *grid, guint row, guint columns, const int *width,
                     GString *line) {
  guint height = height_of(grid, row, columns);
  for (guint l = 0; l < height; l++) {
    for (guint c = 0; c < columns; c++) {
      char **lines = cell_at(grid, row, c);
      guint count = g_strv_length(lines), skip = row == 0 ? height - count : 0;
      text_field(line, l >= skip && l - skip < count ? lines[l - skip] : "", width[c], c == 0 || grid->words);
    }
    text_line(file, line);
  }
}

static void text_grid(FILE *file, const struct page_grid *grid, guint columns) {
  int *width = g_new(int, columns);
  GString *line = g_string_new(NULL);
  for (guint c = 0; c < columns; c++) width[c] = width_of(grid, c);
  for (guint r = 0; r < grid->rows->len; r++) {
    text_row(file, grid, r, columns, width, line);
    if (r > 0) continue;
    for (guint c = 0; c < columns; c++) {
      for (int i = 0; i < width[c]; i++) g_string_append_c(line, '-');
      g_string_append(line, "  ");
    }
    text_line(file, line);
  }
  fputc('\n', file);
  g_string_free(line, TRUE);
  g_free(width);
}

/* The lines of a cell: in the head they become one, below they stay. The caller frees it (g_free). */
static char *joined(const struct page_grid *grid, guint row, guint column) {
  if (row > 0) return g_strjoinv("\n", cell_at(grid, row, column));
  GString *text = g_string_new(NULL);
  for (char **line = cell_at(grid, row, column); *line; line++)
    g_string_append_printf(text, "%s%s", text->len && !g_str_has_suffix(text->str, "-") ? " " : "", *line);
  return g_string_free(text, FALSE);
}

static void markdown_grid(struct page *page, const struct page_grid *grid, guint columns) {
  for (guint r = 0; r < grid->rows->len; r++) {
    for (guint c = 0; c < columns; c++) {
      char *text = joined(grid, r, c);
      fputs(c ? " | " : "| ", page->file);
      page_put(page, text, "<br>");
      g_free(text);
    }
    fputs(" |\n", page->file);
    if (r > 0) continue;
    for (guint c = 0; c < columns; c++) fputs(c == 0 || grid->words ? "|:---" : "|---:", page->file);
    fputs("|\n", page->file);
  }
  fputc('\n', page->file);
}

static void html_grid(struct page *page, const struct page_grid *grid, guint columns) {
  fputs(grid->words ? "<table class=\"words\">\n" : "<table>\n", page->file);
  for (guint r = 0; r < grid->rows->len; r++) {
    const char *tag = r == 0 ? "th" : "td";
    fputs("<tr>", page->file);
    for (guint c = 0; c < columns; c++) {
      char *text = joined(grid, r, c);
      fprintf(page->file, "<%s>", tag);
      page_put(page, text, "<br>");
      fprintf(page->file, "</%s>", tag);
      g_free(text);
    }
    fputs("</tr>\n", page->file);
  }
  fputs("</table>\n", page->file);
}

void page_grid_write(struct page *page, struct page_grid *grid) {
  guint columns = columns_of(grid);
  switch (page->style) {
  case PAGE_TEXT:
    text_grid(page->file, grid, columns);
    break;
  case PAGE_MARKDOWN:
    markdown_grid(page, grid, columns);
    break;
  case PAGE_HTML:
    html_grid(page, grid, columns);
    break;
  }
  grid_free(grid);
}
