#include "analysis/report/page.h"

#include "tests/cells.h"

#include <string.h>

static char *grid_in(enum page_style style, bool words) {
  struct cells_file file;
  struct page page = {cells_open(&file), style};
  struct page_grid *grid = page_grid_new(words);
  page_grid_row(grid);
  page_grid_cell(grid, "name");
  page_grid_cell(grid, "long\nhead");
  page_grid_row(grid);
  page_grid_cell(grid, "a|b");
  page_grid_cell(grid, "1,234\n(1 to 2)");
  page_grid_row(grid);
  page_grid_cell(grid, "<c>");
  page_grid_write(&page, grid);
  return cells_text(&file);
}

static void check_grid(enum page_style style, bool words, const char *expected) {
  char *text = grid_in(style, words);
  g_assert_cmpstr(text, ==, expected);
  free(text);
}

static void test_grid(void) {
  check_grid(PAGE_TEXT, false,
             "          long\n"
             "name      head\n"
             "----  --------\n"
             "a|b      1,234\n"
             "      (1 to 2)\n"
             "<c>\n\n");
  check_grid(PAGE_TEXT, true,
             "      long\n"
             "name  head\n"
             "----  --------\n"
             "a|b   1,234\n"
             "      (1 to 2)\n"
             "<c>\n\n");
  check_grid(PAGE_MARKDOWN, false,
             "| name | long head |\n"
             "|:---|---:|\n"
             "| a\\|b | 1,234<br>(1 to 2) |\n"
             "| \\<c> |  |\n\n");
  check_grid(PAGE_HTML, false,
             "<table>\n<tr><th>name</th><th>long head</th></tr>\n"
             "<tr><td>a|b</td><td>1,234<br>(1 to 2)</td></tr>\n"
             "<tr><td>&lt;c&gt;</td><td></td></tr>\n</table>\n");
}

static char *page_in(enum page_style style) {
  struct cells_file file;
  struct page page = {cells_open(&file), style};
  page_begin(&page, "a < b");
  page_heading(&page, 3, "*head*");
  page_paragraph(&page, "text & more");
  page_list(&page, (const char *const[]){"one", "two", NULL});
  page_list(&page, NULL);
  page_listing(&page, (const char *const[]){"x | y <z>", NULL});
  page_picture(&page, "bars", "a \"bar\"");
  page_end(&page);
  return cells_text(&file);
}

static void test_markdown(void) {
  char *text = page_in(PAGE_MARKDOWN);
  g_assert_cmpstr(text, ==,
                  "# a \\< b\n\n### \\*head\\*\n\ntext & more\n\n- one\n- two\n\n```\nx | y <z>\n```\n\n"
                  "![a \"bar\"](bars.svg)\n\n");
  free(text);
}

static void test_text(void) {
  char *text = page_in(PAGE_TEXT);
  g_assert_cmpstr(text, ==, "a < b\n\n*head*\n\ntext & more\n\n- one\n- two\n\nx | y <z>\n\n");
  free(text);
}

/* Sixteen words of five letters and the blanks between them are 95 columns; one more does not fit. */
static void test_wrapped(void) {
  struct cells_file file;
  struct page page = {cells_open(&file), PAGE_TEXT};
  char words[6 * 40] = "";
  for (int i = 0; i < 40; i++) memcpy(words + 6 * i, i < 39 ? "words " : "words", i < 39 ? 6 : 5);
  page_paragraph(&page, words);
  char *text = cells_text(&file);
  for (int i = 1; i < 40; i++) g_assert_cmpint(text[6 * i - 1], ==, i % 16 == 0 ? '\n' : ' ');
  g_assert_true(g_str_has_suffix(text, "words\n\n"));
  free(text);
}

static void test_html(void) {
  char *text = page_in(PAGE_HTML);
  g_assert_true(g_str_has_prefix(text, "<!DOCTYPE html>\n"));
  g_assert_nonnull(strstr(text, "<title>a &lt; b</title>"));
  g_assert_nonnull(strstr(text, "<h3>*head*</h3>"));
  g_assert_nonnull(strstr(text, "<p>text &amp; more</p>"));
  g_assert_nonnull(strstr(text, "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"));
  g_assert_nonnull(strstr(text, "<pre>x | y &lt;z&gt;\n</pre>"));
  g_assert_nonnull(strstr(text, "<img src=\"bars.svg\" alt=\"a &quot;bar&quot;\">"));
  g_assert_true(g_str_has_suffix(text, "</html>\n"));
  free(text);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/page/grids are aligned", test_grid);
  g_test_add_func("/page/markdown", test_markdown);
  g_test_add_func("/page/plain text", test_text);
  g_test_add_func("/page/paragraphs are broken on a terminal", test_wrapped);
  g_test_add_func("/page/html", test_html);
  return g_test_run();
}
