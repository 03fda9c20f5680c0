/* Tests of rewrite/simplify through rewrite/rewrite: normal forms of whole terms, and that they are reached in time and
 * memory in proportion to what is given. */
#include "rewrite/rewrite.h"
#include "runner.h"
#include "term_reader.h"

static mem m;
static limits l;
static terms *t;
static regex *g;
static rewriter *w;

static void begin(void)
{
  mem_init(&m, NULL);
  limits_init(&l, &m);
  limits_begin(&l, &(strsmt_limits){0});
  t = terms_new(&m);
  g = regex_new(&m, &l, t);
  w = rewriter_new(&m, &l, t, g);
  ck_assert(w);
}

static void end(void)
{
  rewriter_delete(w);
  regex_delete(g);
  terms_delete(t);
  ck_assert_uint_eq(m.bytes, 0);
}

static const char *const forms[][2] = {
    {"(str.at (str.++ \"a\" (str.++ \"b\" x)) 1)", "\"b\""},
    {"(str.at (str.++ \"a\" x) 1)", "(str.substr x 0 1)"},
    {"(= (str.++ x (str.++ \"a\" y)) (str.++ (str.++ x \"a\") z))", "(= y z)"},
    {"(str.replace (str.replace x \"\" \"\") x y)", "y"},
    {"(str.contains (str.substr x 0 0) \"a\")", "false"},
    {"(str.prefixof (str.++ x \"a\") (str.++ x (str.substr \"ba\" 0 1)))", "false"},
    {"(str.replace_all (str.++ x \"a\") \"a\" \"bc\")", "(str.++ (str.replace_all x \"a\" \"bc\") \"bc\")"},
    {"(str.substr (str.substr x 1 i) 0 1)", "(str.substr x 1 (ite (>= i 1) 1 i))"},
    {"(str.substr (str.substr x 1 1) 0 i)", "(str.substr x 1 (ite (>= i 1) 1 i))"},
    {"(str.to_int (str.++ \"x\" (str.from_int i)))", "(- 1)"},
};

START_TEST(table)
{
  begin();
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    char *found = term_text(t, rewriter_normal(w, read_term(t, forms[i][0])));
    ck_assert_msg(!strcmp(found, forms[i][1]), "%s becomes %s", forms[i][0], found);
    free(found);
  }
  end();
}
END_TEST

/* An equality that has been met is used in the direction in which it was met first. */
START_TEST(orientation)
{
  begin();
  term a = rewriter_normal(w, read_term(t, "(= y x)")), b = rewriter_normal(w, read_term(t, "(= x y)"));
  ck_assert(a && a == b);
  end();
}
END_TEST

/* x ++ y ++ x ++ ... on both sides, and replaced in a long literal: no step for each pair of parts or characters. */
START_TEST(long_lists)
{
  begin();
  enum { PARTS = 20000 };
  static term parts[PARTS];
  for (size_t i = 0; i < PARTS; i++)
    parts[i] = read_term(t, i % 2 ? "x" : "y");
  term u = terms_apply(t, STRSMT_STR_CONCAT, PARTS, parts), v = terms_apply(t, STRSMT_STR_CONCAT, PARTS - 1, parts);
  term same = rewriter_normal(w, terms_apply2(t, STRSMT_EQ, u, v));
  ck_assert(same && same == rewriter_normal(w, read_term(t, "(= x \"\")")));
  static uint32_t letters[1 << 20];
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    letters[i] = 'a';
  term text = terms_string(t, letters, sizeof letters / sizeof *letters);
  term args[3] = {terms_apply2(t, STRSMT_STR_CONCAT, text, parts[0]), read_term(t, "\"b\""), parts[1]};
  ck_assert(rewriter_normal(w, terms_apply(t, STRSMT_STR_REPLACE, 3, args)));
  end();
}
END_TEST

RUN_TESTS("simplify", table, orientation, long_lists)
