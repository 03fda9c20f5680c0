/* within.c: is one language inside another, as the structure of the two shows? A proof search over pairs of normal forms,
 * in the manner of the inference systems for regular inclusion that follow the syntax (Hovland, LATA 2010; Antimirov's
 * containment calculus, 1995), with counters: where the search for a word has to go through all pairs of positions, this
 * sees that r{n,m} is in s{k,l} as r is in s and the numbers fit. It is incomplete; what it finds is right. Program
 * $re_within of the signature applies the same rules.
 *
 *  W1 what has the same form; re.none; re.all;
 *  W2 b has all words over the alphabet of a that are as long as those of a (lengths.c);
 *  W3 all members of a union on the left, of an intersection on the right; any member of a union on the right, of an
 *     intersection on the left (in which iterations get ends where another member bounds the length);
 *  W4 complements, the other way round;
 *  W5 (re.all t) in a union, if t is, and (re.all c t) for sets of code points c that together are all: as members of it
 *     say, (re.all c u);
 *  and for concatenations a = r{n,m} u and b = s{k,l} v (each part is taken for an iteration):
 *  W6 (re.all v) on the right: some end of a is in v;
 *  W7 words at the front: what they have in common goes;
 *  W8 r is in s: as many turns as both have go;
 *  W9 r is in s{p,q}, and n to m times p to q turns are between k and l: all of r{n,m} goes, and some of s{k,l} may stay;
 *  W10 s{k,l} is nullable: u is in v;
 *  W11 one turn of s{k,l} comes out, and of a union one member;
 *  W12 (x y){n,m} x is x (y x){n,m}: written like that on both sides;
 *  W13 a union at the front of a: each member is put before the rest; an intersection: any member;
 *  W14 an intersection on the left, a, whose members have the end t of b, where no character of t occurs before it: all these
 *     are cut in the same place, so what is before t on the left, intersected, is in what is before t in b;
 *  W15 an intersection at the front of a is in some parts at the front of b, and what follows in what follows these.
 *
 * Why it ends: each rule makes a shorter (or a counter in it), or leaves it as it is and makes b shorter, or takes b apart
 * at its front, where a turn of an iteration comes out only if it takes a character at least, or a counter gets less.
 * The results are remembered for the life of the engine. */
#include "regex/within.h"

#define NO_END UINT64_MAX
enum { FEW_TURNS = 64 }; /* the signature's, too */

typedef struct prover {
  regex *g;
  uint64_t until; /* steps of work done, from which on nothing more is asked */
  uint32_t depth;
  bool cut; /* something was left out: a No means nothing */
  bool failed;
} prover;

/* r = body{least, most} rest. */
typedef struct front {
  rx body;
  uint64_t least, most;
  rx rest;
} front;

static bool plain(const front *f)
{
  return f->least == 1 && f->most == 1;
}

static bool inside(prover *p, rx a, rx b);

static bool is_word(const regex *g, rx r)
{
  return kind_of(g, r) == RX_STRING && node_at(g, r)->b > 1;
}

/* ---- fronts ---- */

static front front_of(const regex *g, rx r)
{
  rx h = head_of(g, r), t = tail_of(g, r);
  const node *n = node_at(g, h), *next = node_at(g, head_of(g, t));
  if (n->kind == RX_STAR)
    return (front){n->a, 0, NO_END, t};
  if (n->kind != RX_LOOP)
    return (front){h, 1, 1, t};
  if (next->kind == RX_STAR && next->a == n->a)
    return (front){n->a, n->b, NO_END, tail_of(g, t)};
  return (front){n->a, n->b, n->c, t};
}

/* Is r of the form q q* t, however q is written? Then that is its front. */
static bool plus_front(prover *p, rx r, front *f)
{
  regex *g = p->g;
  rx first = head_of(g, r);
  for (rx x = tail_of(g, r); x != EPSILON; x = tail_of(g, x)) {
    rx star = head_of(g, x);
    if (kind_of(g, star) != RX_STAR || head_of(g, node_at(g, star)->a) != first)
      continue;
    rx whole = concat_of(g, node_at(g, star)->a, x);
    p->failed |= !whole;
    if (whole != r)
      continue;
    *f = (front){node_at(g, star)->a, 1, NO_END, tail_of(g, x)};
    return true;
  }
  return false;
}

/* body{least,most} rest. Counters above the limit: 0, and nothing is found out. */
static rx iterate(prover *p, rx body, uint64_t least, uint64_t most, rx rest)
{
  regex *g = p->g;
  rx r;
  if (least > COUNTER_LIMIT || (most != NO_END && most > COUNTER_LIMIT))
    return 0;
  if (most == NO_END)
    r = least ? concat_of(g, loop_of(g, body, (uint32_t)least, (uint32_t)least), star_of(g, body)) : star_of(g, body);
  else
    r = loop_of(g, body, (uint32_t)least, (uint32_t)most);
  r = concat_of(g, r, rest);
  p->failed |= !r;
  return r;
}

static rx before(prover *p, rx h, rx t)
{
  rx r = concat_of(p->g, h, t);
  p->failed |= !r;
  return r;
}

static uint64_t less(uint64_t a, uint64_t b)
{
  return a == NO_END ? a : a > b ? a - b : 0;
}

/* W12. */
static rx rotate(prover *p, rx r)
{
  regex *g = p->g;
  front f = front_of(g, r);
  while (!plain(&f) && kind_of(g, f.body) == RX_CONCAT && head_of(g, f.rest) == head_of(g, f.body) && !p->failed) {
    rx first = head_of(g, f.body), body = before(p, tail_of(g, f.body), first);
    rx rest = p->failed ? 0 : iterate(p, body, f.least, f.most, tail_of(g, f.rest));
    if (!rest)
      break;
    rx inner = rotate(p, rest);
    return inner ? before(p, first, inner) : 0;
  }
  return r;
}

/* ---- fronts against fronts ---- */

/* W8. */
static bool take_turns(prover *p, const front *x, const front *y)
{
  if (!inside(p, x->body, y->body))
    return false;
  if (x->most <= y->most)
    return inside(p, x->rest, iterate(p, y->body, less(y->least, x->least), less(y->most, x->most), y->rest));
  uint64_t taken = x->least < y->most ? x->least : y->most;
  return taken >= y->least &&
         inside(p, iterate(p, x->body, x->least - taken, less(x->most, y->most), x->rest), y->rest);
}

/* W9. */
static bool multiply_turns(prover *p, rx a, const front *x, const front *y)
{
  if (!x->most || (x->body == a && y->rest == EPSILON) || (x->most == NO_END && y->most != NO_END))
    return false;
  uint64_t most = y->most == NO_END ? NO_END : y->most / x->most, least = 0;
  if (y->least && !x->least)
    return false;
  if (y->least)
    least = (y->least + x->least - 1) / x->least;
  if (!most || least > most || (least == 1 && most == 1) ||
      !inside(p, x->body, iterate(p, y->body, least, most, EPSILON)))
    return false;
  uint64_t left = y->most == NO_END ? NO_END : y->most - most * x->most;
  return inside(p, x->rest, iterate(p, y->body, 0, left, y->rest));
}

/* The first character of a word by itself. */
static bool split_word(prover *p, front *f)
{
  regex *g = p->g;
  if (!plain(f) || !is_word(g, f->body))
    return false;
  uint32_t code = *pool_at(g, node_at(g, f->body)->a);
  rx first = node_string(g, &code, 1), rest = node_string_rest(g, f->body);
  f->rest = before(p, rest, f->rest);
  f->body = first;
  p->failed |= !first;
  return !p->failed;
}

static bool by_turns(prover *p, rx a, front x, front y)
{
  const regex *g = p->g;
  bool whole = plain(&x) && plain(&y) && x.rest == EPSILON && y.rest == EPSILON;
  if (!whole && (take_turns(p, &x, &y) || (!plain(&y) && multiply_turns(p, a, &x, &y))))
    return true;
  if (split_word(p, &x))
    return take_turns(p, &x, &y);
  return kind_of(g, x.body) != RX_STRING && split_word(p, &y) && take_turns(p, &x, &y);
}

/* W11. */
static bool unroll(prover *p, rx a, rx b, const front *y)
{
  regex *g = p->g;
  node body = *node_at(g, y->body);
  if (body.kind != RX_UNION && (plain(y) || class_like(g, y->body)))
    return false;
  if (!plain(y) && body.nullable && y->most > FEW_TURNS && y->most != NO_END)
    return false;
  if (body.kind != RX_UNION && body.nullable && y->most == NO_END)
    return false;
  rx rest = iterate(p, y->body, less(y->least, 1), less(y->most, 1), y->rest);
  if (body.kind != RX_UNION) {
    rx out = rest ? before(p, y->body, rest) : 0;
    return out && out != b && inside(p, a, out);
  }
  for (uint32_t i = 0; rest && i < body.b && !p->failed; i++) {
    rx member = *pool_at(g, body.a + i);
    if (member == EPSILON || (y->most == NO_END && nullable(g, member)))
      continue;
    if (inside(p, a, before(p, member, rest)))
      return true;
  }
  return false;
}

/* W6: a, or what is left of it. */
static bool some_end(prover *p, rx a, rx b)
{
  regex *g = p->g;
  if (inside(p, a, tail_of(g, b)))
    return true;
  if (a == EPSILON)
    return false;
  rx h = head_of(g, a), rest = tail_of(g, a);
  return inside(p, is_word(g, h) ? before(p, node_string_rest(g, h), rest) : rest, b);
}

/* W7. */
static bool strip_words(prover *p, const front *x, const front *y, bool *yes)
{
  regex *g = p->g;
  if (!plain(x) || !plain(y) || kind_of(g, x->body) != RX_STRING || kind_of(g, y->body) != RX_STRING)
    return false;
  rx a = x->body, b = y->body;
  while (a != EPSILON && b != EPSILON && !p->failed && *pool_at(g, node_at(g, a)->a) == *pool_at(g, node_at(g, b)->a)) {
    a = node_string_rest(g, a);
    b = node_string_rest(g, b);
    p->failed |= !a || !b;
  }
  *yes = (a == EPSILON || b == EPSILON) && inside(p, before(p, a, x->rest), before(p, b, y->rest));
  return true;
}

/* W13. */
static bool open_left(prover *p, rx a, rx b)
{
  regex *g = p->g;
  rx h = head_of(g, a), t = tail_of(g, a);
  node n = *node_at(g, h);
  if (n.kind != RX_UNION && n.kind != RX_INTER)
    return false;
  for (uint32_t i = 0; i < n.b && !p->failed; i++) {
    rx member = *pool_at(g, n.a + i);
    if (n.kind == RX_INTER)
      member = kind_of(g, member) == RX_COMP ? ALL : bounded(g, member, n.max);
    p->failed |= !member;
    if (inside(p, before(p, member, t), b) != (n.kind == RX_UNION))
      return n.kind == RX_INTER;
  }
  return n.kind == RX_UNION && !p->failed;
}

/* W15. `first` are the parts of b before `rest`. */
static bool cut_right(prover *p, rx a, rx b)
{
  regex *g = p->g;
  rx h = head_of(g, a), t = tail_of(g, a), first = EPSILON;
  if (kind_of(g, h) != RX_INTER)
    return false;
  for (rx rest = b; rest != EPSILON && !p->failed;) {
    first = before(p, first, head_of(g, rest));
    rest = tail_of(g, rest);
    if (!p->failed && inside(p, t, rest) && inside(p, h, first))
      return true;
  }
  return false;
}

/* b is neither a union nor an intersection, and a no union. */
static bool in_sequence(prover *p, rx a, rx b)
{
  regex *g = p->g;
  front x, y, plus;
  bool yes = false;
  if (head_of(g, b) == ALL)
    return some_end(p, a, b);
  a = rotate(p, a);
  b = rotate(p, b);
  if (!a || !b)
    return false;
  x = front_of(g, a);
  y = front_of(g, b);
  if (strip_words(p, &x, &y, &yes))
    return yes;
  if (plus_front(p, b, &plus) && by_turns(p, a, x, plus))
    return true;
  if (by_turns(p, a, x, y))
    return true;
  if ((!y.least || nullable(g, y.body)) && inside(p, a, y.rest))
    return true;
  return unroll(p, a, b, &y) || (kind_of(g, a) == RX_CONCAT && (cut_right(p, a, b) || open_left(p, a, b)));
}

/* ---- unions and intersections ---- */

/* W5. */
static bool by_cases(prover *p, rx a, rx b)
{
  regex *g = p->g;
  size_t base = g->range_scratch.size;
  node n = *node_at(g, b);
  rx t = tail_of(g, a), all = 0;
  for (int prove = 0; prove <= 1 && !p->failed; prove++) {
    for (uint32_t i = 0; i < n.b && !p->failed; i++) {
      rx member = *pool_at(g, n.a + i), c = head_of(g, tail_of(g, member));
      if (head_of(g, member) != ALL || !class_like(g, c))
        continue;
      if (prove && !inside(p, before(p, ALL, before(p, c, t)), member))
        return false;
      p->failed |= !prove && !class_push(g, c);
    }
    if (!prove && !p->failed)
      all = class_union(g, base);
    g->range_scratch.size = base;
    p->failed |= !all;
    if (all != ALLCHAR || (!prove && !inside(p, t, b)))
      return false;
  }
  return !p->failed;
}

static bool in_union(prover *p, rx a, rx b)
{
  regex *g = p->g;
  node n = *node_at(g, b);
  for (uint32_t i = 0; i < n.b && !p->failed; i++)
    if (inside(p, a, *pool_at(g, n.a + i)))
      return true;
  return head_of(g, a) == ALL && by_cases(p, a, b);
}

static bool members_inside(prover *p, rx a, rx b, rx of)
{
  regex *g = p->g;
  node n = *node_at(g, of);
  for (uint32_t i = 0; i < n.b && !p->failed; i++) {
    rx member = *pool_at(g, n.a + i);
    if (!(of == a ? inside(p, member, b) : inside(p, a, member)))
      return false;
  }
  return !p->failed;
}

static bool any_member_inside(prover *p, rx a, rx b)
{
  regex *g = p->g;
  node n = *node_at(g, a);
  for (uint32_t i = 0; i < n.b && !p->failed; i++) {
    rx member = bounded(g, *pool_at(g, n.a + i), n.max);
    p->failed |= !member;
    if (inside(p, member, b))
      return true;
  }
  return false;
}

static rx last_of(const regex *g, rx r)
{
  while (kind_of(g, r) == RX_CONCAT)
    r = node_at(g, r)->b;
  return r;
}

/* The concatenation r without its last part. */
static rx without_last(prover *p, rx r)
{
  regex *g = p->g;
  size_t base = g->scratch.size;
  rx result = EPSILON;
  for (; kind_of(g, r) == RX_CONCAT && !p->failed; r = node_at(g, r)->b)
    p->failed = !stack_push(g->m, &g->scratch, node_at(g, r)->a);
  while (g->scratch.size > base && !p->failed)
    result = before(p, stack_pop(&g->scratch), result);
  g->scratch.size = base;
  return result;
}

/* Have a word of r and one of t no character in common? */
static bool apart(prover *p, rx r, rx t)
{
  regex *g = p->g;
  rx x = alphabet_of(g, r), y = alphabet_of(g, t);
  rx both = !x || !y ? 0 : x == NONE || y == NONE ? NONE : class_inter(g, x, y);
  p->failed |= !both;
  return both == NONE;
}

/* W14. */
static bool by_common_end(prover *p, rx a, rx b)
{
  regex *g = p->g;
  if (kind_of(g, b) != RX_CONCAT)
    return false;
  node n = *node_at(g, a);
  rx t = last_of(g, b), all = ALL;
  for (uint32_t i = 0; i < n.b && !p->failed; i++) {
    rx member = *pool_at(g, n.a + i);
    if (last_of(g, member) != t)
      continue;
    member = without_last(p, member);
    if (!p->failed && apart(p, member, t))
      p->failed = !(all = inter2(g, all, member));
  }
  return !p->failed && all != ALL && inside(p, all, without_last(p, b));
}

static bool by_form(prover *p, rx a, rx b)
{
  regex *g = p->g;
  rx_kind x = kind_of(g, a), y = kind_of(g, b);
  if (x == RX_UNION)
    return members_inside(p, a, b, a);
  if (y == RX_INTER)
    return members_inside(p, a, b, b);
  if (x == RX_COMP && y == RX_COMP)
    return inside(p, node_at(g, b)->a, node_at(g, a)->a);
  if (x == RX_INTER && any_member_inside(p, a, b))
    return true;
  if (y == RX_COMP)
    return false;
  if (y != RX_UNION)
    return x == RX_INTER ? by_common_end(p, a, b) : x != RX_COMP && in_sequence(p, a, b);
  return in_union(p, a, b) || (x == RX_CONCAT && open_left(p, a, b));
}

/* What the first look at the two tells: 1 Yes, 2 No, 0 nothing. */
static uint64_t at_once(const regex *g, rx a, rx b)
{
  if (a == b || a == NONE || b == ALL)
    return 1;
  if (b == NONE || (nullable(g, a) && !nullable(g, b)))
    return 2;
  return a == EPSILON ? 1 : b == EPSILON ? 2 : 0;
}

static bool inside(prover *p, rx a, rx b)
{
  regex *g = p->g;
  p->failed = p->failed || limits_poll(g->l);
  if (p->failed || !a || !b)
    return false;
  uint64_t answer = at_once(g, a, b), key = (uint64_t)a << 32 | b, *known = key_map_find(&g->known_within, key);
  if (answer || known)
    return (answer ? answer : *known) == 1;
  if (g->l->steps > p->until || p->depth >= g->l->budget.regex_within_depth) {
    p->cut = true;
    return false;
  }
  bool yes, before_it = p->cut;
  p->depth++;
  p->cut = false;
  p->failed |= !lengths_within(g, a, b, p->until, &p->cut, &yes);
  if (!p->failed && !yes)
    yes = by_form(p, a, b);
  if (!p->failed && (yes || !p->cut))
    p->failed |= !key_map_put(g->m, &g->known_within, key, yes ? 1 : 2);
  p->cut = before_it || (!yes && p->cut);
  p->depth--;
  return !p->failed && yes;
}

bool within(regex *g, rx a, rx b, uint32_t work, bool *yes)
{
  prover p = {.g = g, .until = g->l->steps + work};
  *yes = inside(&p, a, b);
  return !p.failed && a && b;
}

bool sides_of(regex *g, rx state, rx *positive, rx *minus)
{
  node n = *node_at(g, state);
  size_t base = g->scratch.size;
  *positive = n.kind == RX_COMP ? ALL : state;
  *minus = n.kind == RX_COMP ? n.a : NONE;
  if (n.kind != RX_INTER)
    return true;
  for (uint32_t i = 0; i < n.b; i++) {
    rx x = *pool_at(g, n.a + i);
    if (kind_of(g, x) == RX_COMP)
      *minus = node_at(g, x)->a;
    else if (!stack_push(g->m, &g->scratch, x))
      return false;
  }
  size_t count = g->scratch.size - base;
  g->scratch.size = base;
  *positive = *minus == NONE ? state
              : count == 1   ? g->scratch.data[base]
                             : node_list(g, RX_INTER, g->scratch.data + base, (uint32_t)count);
  return *positive != 0;
}

bool within_itself(regex *g, rx state, uint32_t work, bool *yes)
{
  rx positive, minus;
  *yes = false;
  if (!sides_of(g, state, &positive, &minus))
    return false;
  return minus == NONE || within(g, positive, minus, work, yes);
}
