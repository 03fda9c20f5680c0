/* node.h: the nodes of regular expressions, interned, and what the files of this folder share. Nothing outside
 * lib/regex includes it.
 *
 * A node is a regular expression in normal form (normal.c says which). Nodes are numbered in order of creation, equal
 * nodes are equal numbers, and the parts of a node have smaller numbers. They live as long as the engine. The payload
 * (a, b, c) by kind:
 *   STRING   codes at pool[a .. a+b), b >= 1; c is the polynomial hash of the codes, from which that of the next suffix
 *   follows CLASS    b ranges as pairs low, high at pool[a .. a+2b), sorted, neither touching nor overlapping; never
 *   just one character (that is a STRING) CONCAT   a is the head (neither a CONCAT, nor NONE, nor EPSILON), b the tail
 *   (neither NONE nor EPSILON) UNION    b >= 2 members at pool[a .. a+b), by number
 *   INTER    likewise; at most one member is a COMP
 *   STAR, COMP   a;   LOOP   a, from b to c times, c >= 2
 *
 * Functions that make nodes return 0 on lack of memory, and 0 if an argument is 0, so that failures need one check at
 * the end. */
#ifndef STRSMT_REGEX_NODE_H
#define STRSMT_REGEX_NODE_H

#include "base/map.h"
#include "regex/regex.h"

typedef enum rx_kind {
  RX_NONE = 1,
  RX_EPSILON,
  RX_ALL,
  RX_STRING,
  RX_CLASS,
  RX_CONCAT,
  RX_UNION,
  RX_INTER,
  RX_STAR,
  RX_COMP,
  RX_LOOP
} rx_kind;

enum { NONE = 1, EPSILON = 2, ALL = 3, ALLCHAR = 4 }; /* the first nodes */

#define LENGTH_INF UINT32_MAX     /* lengths saturate here; as a maximum it stands for no bound */
#define COUNTER_LIMIT 0x7FFFFFFFu /* counters made by joining loops stay at or below it */

typedef struct range {
  uint32_t low, high;
} range;

/* One piece of a derivative: the value for the code points above the piece before, up to `upper`. */
typedef struct piece {
  uint32_t upper;
  rx value;
} piece;

typedef enum rx_status { RX_UNKNOWN = 0, RX_LIVE, RX_DEAD } rx_status;

typedef struct node {
  uint8_t kind;
  bool nullable;
  bool inhabited;     /* its structure shows a word: no intersection or complement is in the way */
  uint8_t status;     /* LIVE: a word is known (inhabited, or through `next`). DEAD: empty, and its search is done */
  bool dead_reversed; /* empty by the search from its reversal only */
  bool contained;     /* DEAD: what it intersects is within what it takes away (within.c) */
  uint32_t a, b, c;
  uint32_t hash;
  uint32_t min, max;      /* bounds of the lengths of its words */
  uint32_t effort;        /* a guess at how far the nearest word is: as min, but what is intersected adds up */
  uint32_t map, map_size; /* the derivative: g->pieces[map ..); map_size 0: not computed yet */
  rx exposed, reversed;   /* memo, 0: not computed yet */
  rx alphabet;            /* likewise: the characters that its words may have (lengths.c) */
  term as_term;
  /* LIVE and not inhabited: a word is next_code followed by a word of `next`; or, if `next` is 0, g->words[next_code]
   * */
  rx next;
  uint32_t next_code;
  rx weaker; /* DEAD: if not 0, the state that shows it, of which this one is a part */
  uint32_t stamp;
} node;

/* What a search knows of a node. Several searches run side by side on the same nodes. */
enum { FORWARDS, BACKWARDS, FINELY, WEAKENED, SEARCHES };
typedef struct visit {
  uint32_t search; /* the number of the search that saw it */
  rx parent;
  uint32_t code;
  uint32_t depth; /* letters from the root, where that counts */
} visit;

/* A word in the pool. */
typedef struct kept_word {
  uint32_t at, length;
} kept_word;

typedef struct measure measure; /* measure.c */

struct regex {
  mem *m;
  limits *l;
  terms *t;
  STACK(node) nodes; /* [0] is unused */
  STACK(uint32_t) pool;
  STACK(piece) pieces;
  STACK(kept_word) words;
  item_table interned;
  /* Scratch stacks: who uses one remembers its size and restores it. Indices, not pointers: they may move. */
  STACK(rx) scratch;
  STACK(range) range_scratch;
  STACK(piece) piece_scratch;
  STACK(rx) of_term; /* by term: its normal form */
  STACK(visit) visits[SEARCHES];
  uint32_t stamp, searches;
  uint64_t states;
  key_map known_within; /* of two nodes, as a number: 1: the first is within the second (within.c); 2: not found out */
  measure *measured;    /* of the language that was measured last, or NULL */
};

static inline const node *node_at(const regex *g, rx r)
{
  return &g->nodes.data[r];
}
static inline rx_kind kind_of(const regex *g, rx r)
{
  return (rx_kind)g->nodes.data[r].kind;
}
static inline bool nullable(const regex *g, rx r)
{
  return g->nodes.data[r].nullable;
}
static inline const uint32_t *pool_at(const regex *g, uint32_t i)
{
  return g->pool.data + i;
}
static inline const piece *map_of(const regex *g, rx r)
{
  return g->pieces.data + g->nodes.data[r].map;
}
static inline rx head_of(const regex *g, rx r)
{
  return kind_of(g, r) == RX_CONCAT ? node_at(g, r)->a : r;
}
static inline rx tail_of(const regex *g, rx r)
{
  return kind_of(g, r) == RX_CONCAT ? node_at(g, r)->b : EPSILON;
}

/* node.c: interning. The arguments are in normal form for their kind already. */
bool nodes_init(regex *g);
rx node_string(regex *g, const uint32_t *word, uint32_t length); /* `word` outside the pool */
rx node_string_rest(regex *g, rx s);                             /* a STRING without its first character */
/* CLASS, UNION, INTER; `items` outside the pool */
rx node_list(regex *g, rx_kind k, const uint32_t *items, uint32_t count);
rx node_fixed(regex *g, rx_kind k, uint32_t a, uint32_t b, uint32_t c); /* CONCAT, STAR, COMP, LOOP */
uint32_t new_stamp(regex *g);
bool map_store(regex *g, rx r, const piece *pieces, uint32_t count); /* `pieces` outside g->pieces */

/* class.c: sets of code points. */
bool class_like(const regex *g, rx r); /* a CLASS or a STRING of one character */
bool class_push(regex *g, rx r);       /* the ranges of a class-like node onto g->range_scratch */
rx class_union(regex *g, size_t base); /* of the pushed ranges from `base` on; removes them */
rx class_inter(regex *g, rx a, rx b);  /* of class-like nodes */
rx class_minus(regex *g, rx a, rx b);
rx class_range(regex *g, uint32_t low, uint32_t high);
bool class_inside(const regex *g, rx a, rx b); /* of class-like nodes and NONE */

/* normal.c: union and intersection; join.c: the rest. */
rx union_of(regex *g, const rx *items, size_t count);
rx inter_of(regex *g, const rx *items, size_t count);
rx union2(regex *g, rx a, rx b);
rx inter2(regex *g, rx a, rx b);
rx union_without_epsilon(regex *g, rx u); /* of a UNION that has it as a member: its first */
rx comp_of(regex *g, rx a);
rx concat_of(regex *g, rx a, rx b);
rx star_of(regex *g, rx a);
rx loop_of(regex *g, rx a, uint32_t from, uint32_t to);
rx exposed_concat(regex *g, rx v, rx tail); /* concat, distributed over the unions at the front */
rx reverse_of(regex *g, rx r);

/* derive.c: computes the derivative of `r` (and of the parts that it needs). False: stopped or out of memory. */
bool derive(regex *g, rx r);
rx map_at(const regex *g, rx r, uint32_t code); /* after derive */

void measure_free(regex *g); /* measure.c */

/* split.c: the states whose union is `leaf`, pushed onto g->scratch: `leaf` itself unless it is a union, or an
 * intersection of unions, which is distributed; if not `finely`, only into few parts. False: stopped or out of memory. */
bool split(regex *g, rx leaf, bool finely);
/* For an INTER with one COMP, of a union, and without a union as a member: how many members the union has (else 0), and
 * the INTER with the i-th of them alone. */
uint32_t weaker_count(const regex *g, rx r);
rx weaker_state(regex *g, rx r, uint32_t i);

#endif
