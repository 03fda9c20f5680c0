/* eo_fixture.h: engines with small signatures given inline, for the tests of the checker's Eunoia engine. */
#ifndef TESTS_EO_FIXTURE_H
#define TESTS_EO_FIXTURE_H

/* By path: the folder of the checker has a check.h, which must not hide that of libcheck. */
#include "../../proofs/check/eo.h"
#include "runner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files given inline: pairs of name and text. */
typedef struct files {
  const char *const *list;
} files;

static inline const char *find_file(void *user, const char *from, const char *name, size_t *length)
{
  (void)from;
  for (const char *const *f = ((files *)user)->list; *f; f += 2)
    if (!strcmp(*f, name)) {
      *length = strlen(f[1]);
      return f[1];
    }
  return NULL;
}

/* Of engines without limits. */
static budget unlimited;

static inline bool load_text(eo *e, const char *text)
{
  const char *const list[] = {"test.eo", text, NULL};
  files f = {list};
  return eo_load(e, "test.eo", find_file, &f);
}

static inline eo *open_text(const char *text)
{
  eo *e = eo_new(&unlimited);
  ck_assert(e);
  if (!load_text(e, text))
    ck_abort_msg("%s", eo_error(e));
  return e;
}

static inline eo_term symbol(eo *e, const char *name)
{
  return eo_symbol(e, name, strlen(name));
}

static inline eo_term apply(eo *e, const char *name, size_t count, const eo_term *args)
{
  return eo_apply(e, name, strlen(name), count, args);
}

static inline eo_term numeral(eo *e, const char *digits)
{
  return eo_numeral(e, digits, strlen(digits));
}

typedef struct buffer {
  char *text;
  size_t n, cap;
} buffer;

static inline bool append(void *user, const char *text, size_t length)
{
  buffer *b = user;
  if (b->n + length + 1 > b->cap) {
    b->cap = 2 * (b->n + length + 1);
    b->text = realloc(b->text, b->cap);
  }
  memcpy(b->text + b->n, text, length);
  b->n += length;
  b->text[b->n] = 0;
  return true;
}

static inline void assert_prints(eo *e, eo_term t, const char *expected)
{
  buffer b = {0};
  ck_assert(eo_print(e, t, append, &b));
  ck_assert_str_eq(b.text, expected);
  free(b.text);
}

static const char base[] =
    "(declare-const Int Type) (declare-consts <numeral> Int) (declare-const String Type) (declare-consts <string> "
    "String)\n"
    "(declare-const or (-> Bool Bool Bool) :right-assoc-nil false) (declare-const and (-> Bool Bool Bool) "
    ":right-assoc-nil true)\n"
    "(declare-const lor (-> Bool Bool Bool) :left-assoc-nil false) (declare-const not (-> Bool Bool))\n"
    "(declare-parameterized-const = ((A Type :implicit)) (-> A A Bool) :chainable and)\n"
    "(declare-const a Bool) (declare-const b Bool) (declare-const c Bool) (declare-const d Bool)\n"
    "(declare-const x Int) (declare-const y Int)\n";

static inline eo_term conclude(eo *e, const char *rule, size_t args, const eo_term *arg, size_t premises,
                               const eo_term *premise)
{
  eo_rule r = eo_find_rule(e, rule, strlen(rule));
  ck_assert(r);
  return eo_conclude(e, r, args, arg, premises, premise);
}

static const char rules[] =
    "(declare-rule symm ((T Type) (t T) (s T)) :premises ((= t s)) :conclusion (= s t))\n"
    "(declare-rule refl ((T Type) (t T)) :premises () :args (t) :conclusion (= t t))\n"
    "(program $mk_trans ((U Type) (t1 U) (t2 U) (t3 U) (t4 U) (tail Bool :list)) :signature (U U Bool) Bool\n"
    " ((($mk_trans t1 t2 (and (= t3 t4) tail)) (eo::requires t2 t3 ($mk_trans t1 t4 tail))) (($mk_trans t1 t2 true) (= "
    "t1 t2))))\n"
    "(declare-rule trans ((T Type) (t1 T) (t2 T) (tail Bool :list)) :premise-list (and (= t1 t2) tail) and :conclusion "
    "($mk_trans t1 t2 tail))\n"
    "(program $cong_rhs ((T Type) (U Type) (f (-> T U)) (t1 U) (t2 U) (tail Bool :list)) :signature (U Bool) U\n"
    " ((($cong_rhs (f t1) (and (= t1 t2) tail)) (_ ($cong_rhs f tail) t2)) (($cong_rhs f true) f)))\n"
    "(declare-rule cong ((U Type) (E Bool) (t U)) :premise-list E and :args (t) :conclusion (= t ($cong_rhs t "
    "(eo::list_rev and E))))\n"
    "(declare-rule neg ((k Int)) :args (k) :requires (((eo::is_neg k) true) ((eo::is_z k) true)) :conclusion (not (= k "
    "0)))\n"
    "(declare-rule top () :conclusion (not false))\n"
    "(declare-rule bad ((k Int)) :args (k) :conclusion k)\n"
    "(declare-rule ill ((k Int)) :args (k) :conclusion (= k true))\n"
    "(declare-rule scope ((F Bool) (G Bool)) :assumption F :premises (G) :conclusion (or (not F) G))\n"
    "(declare-const pair (-> Int Int Int)) (declare-parameterized-const pow ((n Int :opaque)) (-> Int Int))\n";

static inline eo *open_rules(void)
{
  static char text[sizeof base + sizeof rules];
  snprintf(text, sizeof text, "%s%s", base, rules);
  return open_text(text);
}

#endif
