/* test_eo_limits.c: the Eunoia engine at its limits of depth, steps and memory; and engines that begin with an image. */
#include "eo_fixture.h"

enum { LONG = 100000 };

static const char deep_text[] =
    "(declare-const or (-> Bool Bool Bool) :right-assoc-nil false) (declare-const not (-> Bool Bool)) (declare-const p "
    "(-> Int Bool))\n"
    "(program $size ((x Bool) (xs Bool :list)) :signature (Bool) Int ((($size (or x xs)) (eo::add 1 ($size xs))) "
    "(($size (not x)) (eo::add 1 ($size x))) (($size x) 0)))\n"
    "(program $map ((x Bool) (xs Bool :list)) :signature (Bool) Bool ((($map (or x xs)) (or (not x) ($map xs))) (($map "
    "false) false)))\n"
    "(program $all ((x Bool) (xs Bool :list) (l Bool)) :signature (Bool Bool) Bool\n"
    " ((($all (or x xs) l) (eo::ite (eo::is_neg (eo::list_find or l x)) false ($all xs l))) (($all false l) true)))\n"
    "(declare-rule size ((x Bool) (n Int)) :args (x n) :requires ((($size x) n)) :conclusion x)\n"
    "(declare-rule map ((x Bool)) :args (x) :conclusion ($map x))\n"
    "(declare-rule all ((x Bool) (l Bool)) :args (x l) :requires ((($all x l) true)) :conclusion (not l))\n"
    "(declare-rule rest ((x Bool) (l Bool)) :args (x l) :conclusion (eo::list_diff or (eo::list_concat or l x) "
    "(eo::list_rev or l)))\n"
    "(declare-rule same ((x Bool) (l Bool)) :args (x l) :requires (((eo::list_meq or x l) true) ((eo::list_minclude or "
    "x l) true)\n"
    "  ((eo::list_setof or (eo::list_concat or x l)) x)) :conclusion l)\n"
    "(program $loop ((n Int)) :signature (Int) Int ((($loop n) ($loop (eo::add n 1)))))\n"
    "(program $dive ((n Int)) :signature (Int) Int ((($dive n) (eo::add 1 ($dive (eo::add n 1))))))\n"
    "(declare-rule dive ((n Int)) :args (n) :requires ((($dive n) 0)) :conclusion false)\n";

static eo *open_deep(eo_term *list, eo_term *backwards)
{
  static char text[sizeof deep_text + 200];
  snprintf(text, sizeof text, "(declare-const Int Type) (declare-consts <numeral> Int)\n%s", deep_text);
  eo *e = open_text(text);
  eo_term *v = malloc(2 * LONG * sizeof *v), integer = symbol(e, "Int");
  char name[20];
  for (int i = 0; i < LONG; i++) {
    eo_term k = eo_constant(e, name, (size_t)snprintf(name, sizeof name, "k%d", i), integer);
    v[2 * LONG - 1 - i] = v[i] = apply(e, "p", 1, &k);
  }
  *list = apply(e, "or", LONG, v);
  *backwards = apply(e, "or", LONG, v + LONG);
  free(v);
  return e;
}

START_TEST(deep)
{
  eo_term list, backwards;
  eo *e = open_deep(&list, &backwards);
  eo_term n = numeral(e, "100000"), both[2] = {list, backwards};
  ck_assert_uint_eq(conclude(e, "size", 2, (eo_term[]){list, n}, 0, NULL), list);
  ck_assert(!conclude(e, "size", 2, (eo_term[]){list, numeral(e, "99999")}, 0, NULL));
  ck_assert(conclude(e, "map", 1, &list, 0, NULL));
  ck_assert(conclude(e, "all", 2, both, 0, NULL));
  ck_assert_uint_eq(conclude(e, "rest", 2, both, 0, NULL), list);
  ck_assert(conclude(e, "same", 2, both, 0, NULL));
  eo_term t = eo_true(e);
  for (int i = 0; i < LONG; i++)
    t = eo_not(e, t);
  ck_assert_uint_eq(conclude(e, "size", 2, (eo_term[]){t, n}, 0, NULL), t);
  buffer b = {0};
  ck_assert(eo_print(e, t, append, &b));
  ck_assert_uint_eq(b.n, 6u * LONG + 4);
  free(b.text);
  eo_delete(e);
}
END_TEST

START_TEST(endless)
{
  budget b = {.most_bytes = (size_t)64 << 20};
  eo *e = eo_new(&b);
  char text[sizeof deep_text + 200];
  snprintf(text, sizeof text, "(declare-const Int Type) (declare-consts <numeral> Int)\n%s", deep_text);
  ck_assert(load_text(e, text));
  eo_term zero = numeral(e, "0");
  ck_assert(!conclude(e, "dive", 1, &zero, 0, NULL));
  ck_assert_int_eq(eo_state(e), EO_MEMORY);
  ck_assert_uint_le(b.peak, (size_t)64 << 20);
  ck_assert(eo_not(e, eo_true(e)));
  eo_delete(e);
}
END_TEST

/* Each limit that is too small for loading the rules and concluding is reported, and nothing else happens. */
START_TEST(memory)
{
  static char text[sizeof base + sizeof rules];
  snprintf(text, sizeof text, "%s%s", base, rules);
  int loaded = 0;
  for (size_t limit = 1000; loaded < 20 && limit < 10000000; limit += limit / 16) {
    budget b = {.most_bytes = limit};
    eo *e = eo_new(&b);
    if (!e)
      continue;
    if (!load_text(e, text)) {
      ck_assert_int_eq(eo_state(e), EO_MEMORY);
    } else {
      eo_term v = eo_constant(e, "v", 1, symbol(e, "Int")), t = v ? conclude(e, "refl", 1, &v, 0, NULL) : 0;
      if (t)
        loaded++;
      else
        ck_assert_int_eq(eo_state(e), EO_MEMORY);
    }
    ck_assert_uint_le(b.peak, limit);
    eo_delete(e);
    ck_assert_uint_eq(b.bytes, 0);
  }
  ck_assert_int_eq(loaded, 20);
}
END_TEST

/* The tables of the engine, copied, as a program would have them. */
static eo_image copy_image(eo *e)
{
  eo_image image = {0};
  ck_assert(eo_describe(e, &image));
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) {
    eo_table *t = &image.tables[i];
    void *copy = calloc(t->room + 1, t->size);
    if (t->n)
      memcpy(copy, t->v, t->n * t->size);
    t->v = copy;
  }
  return image;
}

static bool same_tables(const eo_image *a, const eo_image *b)
{
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++) {
    const eo_table *s = &a->tables[i], *t = &b->tables[i];
    if (s->n != t->n || (s->n && memcmp(s->v, t->v, s->n * s->size) != 0))
      return false;
  }
  return true;
}

/* More terms than an image has room for. */
static void fill(eo *e)
{
  eo_term t = eo_true(e);
  for (int i = 0; i < 5000; i++)
    t = eo_not(e, t);
  eo_term u = eo_true(e);
  for (int i = 0; i < 5000; i++)
    u = eo_not(e, u);
  ck_assert(t && t == u);
}

/* A signature that was described and opened behaves like the one that was read. Each image serves one engine. */
START_TEST(images)
{
  eo *e = open_rules();
  eo_image image = copy_image(e), same = copy_image(e), again;
  ck_assert(same_tables(&image, &same));
  ck_assert(!eo_open_image(&image, &(budget){.most_bytes = 1000}));
  ck_assert(!image.taken);
  for (int round = 0; round < 2; round++) {
    eo_mark mark = eo_set_mark(e);
    eo_term v = eo_constant(e, "v", 1, symbol(e, "Int")), w = eo_constant(e, "w", 1, symbol(e, "Int"));
    eo_term vw = apply(e, "=", 2, (eo_term[]){v, w}), wv = conclude(e, "symm", 0, NULL, 1, &vw);
    assert_prints(e, conclude(e, "trans", 0, NULL, 2, (eo_term[]){vw, wv}), "(= v v)");
    ck_assert(!conclude(e, "trans", 0, NULL, 2, (eo_term[]){vw, vw}));
    assert_prints(e, symbol(e, "a"), "a");
    fill(e);
    eo_release(e, mark);
    fill(e);
    eo_delete(e);
    if (round)
      break;
    e = eo_open_image(&image, &unlimited);
    ck_assert(e);
    ck_assert(!eo_open_image(&image, &unlimited));
    again = copy_image(e);
    ck_assert(same_tables(&again, &same));
    for (size_t i = 0; i < EO_IMAGE_TABLES; i++)
      free(again.tables[i].v);
  }
  for (size_t i = 0; i < EO_IMAGE_TABLES; i++)
    free(image.tables[i].v), free(same.tables[i].v);
  ck_assert(!eo_open_image(&(eo_image){0}, &unlimited));
  e = open_text("(program $f ((x Bool) (y Bool)) :signature (Bool) Bool ((($f x) y)))");
  ck_assert(!eo_describe(e, &image));
  ck_assert_str_eq(eo_error(e), "$f: the parameter y does not occur in the pattern");
  eo_delete(e);
}
END_TEST

RUN_TESTS("eo_limits", deep, endless, memory, images)
