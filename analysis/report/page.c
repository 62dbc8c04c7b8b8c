#include "analysis/report/page.h"

#include <string.h>

void page_put(struct page *page, const char *text, const char *line_end) {
  for (; *text; text++) {
    if (*text == '\n') fputs(line_end, page->file);
    else if (page->style == PAGE_HTML && strchr("&<>\"", *text))
      fputs(*text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : "&quot;", page->file);
    else if (page->style == PAGE_MARKDOWN && strchr("|<*`\\", *text)) fprintf(page->file, "\\%c", *text);
    else fputc(*text, page->file);
  }
}

/* One element: `<tag>text</tag>` in HTML, `before` text in the others. */
static void element(struct page *page, const char *tag, const char *before, const char *text, const char *after) {
  if (page->style == PAGE_HTML) {
    fprintf(page->file, "<%s>", tag);
    page_put(page, text, "<br>");
    fprintf(page->file, "</%s>\n", tag);
  } else {
    fputs(before, page->file);
    page_put(page, text, "\n");
    fputs(after, page->file);
  }
}

static const char html_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n"
    "body{font:16px/1.5 sans-serif;color:#222;max-width:64rem;margin:2rem auto;padding:0 1rem}\n"
    "table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}\n"
    "th,td{padding:.25rem .7rem;border-bottom:1px solid #ccc;text-align:right;vertical-align:top}\n"
    "th{border-bottom:2px solid #888;vertical-align:bottom}\n"
    "th:first-child,td:first-child,table.words td,table.words th{text-align:left}\n"
    "td{white-space:nowrap}table.words td{white-space:normal}\n"
    "img{max-width:100%}\nfigure{margin:1.5rem 0}\nfigcaption{color:#555}\n"
    "pre{background:#f4f4f4;padding:.7rem;overflow-x:auto}\n</style>\n";

void page_begin(struct page *page, const char *title) {
  if (page->style == PAGE_HTML) {
    fputs(html_head, page->file);
    element(page, "title", "", title, "");
    fputs("</head>\n<body>\n", page->file);
  }
  element(page, "h1", page->style == PAGE_MARKDOWN ? "# " : "", title, "\n\n");
}

void page_end(struct page *page) {
  if (page->style == PAGE_HTML) fputs("</body>\n</html>\n", page->file);
}

void page_heading(struct page *page, int level, const char *text) {
  char tag[3] = {'h', (char)('0' + CLAMP(level, 1, 6)), '\0'};
  element(page, tag, page->style == PAGE_MARKDOWN ? &"###### "[6 - CLAMP(level, 1, 6)] : "", text, "\n\n");
}

/* A terminal does not break lines at words. */
static void put_wrapped(FILE *file, const char *text) {
  size_t column = 0;
  char **words = g_strsplit(text, " ", -1);
  for (char **word = words; *word; word++) {
    size_t length = (size_t)g_utf8_strlen(*word, -1);
    bool fits = column + 1 + length <= PAGE_WIDTH;
    if (column > 0) fputc(fits ? ' ' : '\n', file);
    fputs(*word, file);
    column = length + (column > 0 && fits ? column + 1 : 0);
  }
  fputs("\n\n", file);
  g_strfreev(words);
}

void page_paragraph(struct page *page, const char *text) {
  if (page->style == PAGE_TEXT) put_wrapped(page->file, text);
  else element(page, "p", "", text, "\n\n");
}

void page_list(struct page *page, const char *const *items) {
  if (!items || !*items) return;
  if (page->style == PAGE_HTML) fputs("<ul>\n", page->file);
  for (; *items; items++) element(page, "li", "- ", *items, "\n");
  fputs(page->style == PAGE_HTML ? "</ul>\n" : "\n", page->file);
}

void page_listing(struct page *page, const char *const *lines) {
  static const char *const open[] = {"", "```\n", "<pre>"}, *const close[] = {"\n", "```\n\n", "</pre>\n"};
  if (!lines || !*lines) return;
  struct page verbatim = {page->file, page->style == PAGE_HTML ? PAGE_HTML : PAGE_TEXT};
  fputs(open[page->style], page->file);
  for (; *lines; lines++) {
    page_put(&verbatim, *lines, "\n");
    fputc('\n', page->file);
  }
  fputs(close[page->style], page->file);
}

void page_picture(struct page *page, const char *name, const char *caption) {
  if (page->style == PAGE_TEXT) return;
  if (page->style == PAGE_MARKDOWN) {
    fputs("![", page->file);
    page_put(page, caption, " ");
    fprintf(page->file, "](%s.svg)\n\n", name);
    return;
  }
  fprintf(page->file, "<figure><a href=\"%s.svg\"><img src=\"%s.svg\" alt=\"", name, name);
  page_put(page, caption, " ");
  fputs("\"></a><figcaption>", page->file);
  page_put(page, caption, " ");
  fputs("</figcaption></figure>\n", page->file);
}
