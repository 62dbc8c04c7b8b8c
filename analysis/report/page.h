/* page.h: one text in three forms: plain for a terminal, Markdown, and HTML.
 *
 * A page is written from top to bottom; every piece takes plain text and escapes it as its form demands. In a
 * grid of numbers the first column is aligned left and the others right; a cell may hold several lines.
 */
#ifndef ANALYSIS_REPORT_PAGE_H
#define ANALYSIS_REPORT_PAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#define PAGE_WIDTH 100 /* columns of a paragraph on a terminal */

enum page_style { PAGE_TEXT, PAGE_MARKDOWN, PAGE_HTML };

struct page {
  FILE *file;
  enum page_style style;
};

/* HTML needs a frame: begin with the title, end. The others print the title as the first heading. */
void page_begin(struct page *page, const char *title);
void page_end(struct page *page);
/* Text escaped as the page demands, with `line_end` in place of line ends. */
void page_put(struct page *page, const char *text, const char *line_end);
/* Level 2, 3, ... */
void page_heading(struct page *page, int level, const char *text);
/* Broken into lines on a terminal. */
void page_paragraph(struct page *page, const char *text);
/* A list of lines, NULL-terminated. */
void page_list(struct page *page, const char *const *items);
/* As it stands, in a fixed-width font; NULL-terminated lines. */
void page_listing(struct page *page, const char *const *lines);
/* name.svg, linked to it; nothing on a terminal. */
void page_picture(struct page *page, const char *name, const char *caption);

/* Cells are kept until the grid is written. */
struct page_grid;
/* `words`: prose rather than numbers, so every column is aligned left. */
struct page_grid *page_grid_new(bool words);
/* Begins a row; the first one is the head. */
void page_grid_row(struct page_grid *grid);
/* Copies; NULL is an empty cell. */
void page_grid_cell(struct page_grid *grid, const char *text);
/* Writes and frees it. */
void page_grid_write(struct page *page, struct page_grid *grid);

#endif
