// cadical.cc: the SAT core behind sat.h, on CaDiCaL's three interfaces for others: ExternalPropagator (IPASIR-UP:
// Fazekas, Niemetz, Preiner, Kirchweger, Szeider, Biere, SAT'23), Tracer (proof events with antecedents: Pollitt,
// Fleury, Biere, SAT'23) and Terminator.
//
// Invariants and choices:
// - Every variable is observed, hence frozen: nothing that CaDiCaL does may eliminate or replace it, and each derived
//   clause follows from the others by unit propagation. What works on unfrozen variables only, or by weaker than
//   implied steps (blocked, covered, eliminated clauses, new definitions), is switched off; so are the searches that
//   bypass the propagator (local search, lucky phases), and reuse of the trail.
// - Literals that the client implies come without a clause. CaDiCaL asks for their reasons before it analyses a
//   conflict, for all that the conflict goes back to, and may forget these clauses again. Nothing is implied at the levels
//   of assumptions: when these fail, CaDiCaL would ask in an order that depends on whether there is a tracer.
// - The search does not depend on whether a tracer is connected: antecedents only add bookkeeping, and no option is
//   set because of them.
// - No exception passes into the client: it is called by CaDiCaL, and what it calls (sat_new_variable) only counts
//   while the solver runs. The only exceptions are those of lacking memory; a reason that the client cannot give is one
//   of them, as CaDiCaL cannot go on without. One may leave CaDiCaL's state torn: the object is then `broken`, and only
//   deleted.
// - CaDiCaL takes options and names of trace files from the environment. Where we link it statically ourselves it asks
//   sat_no_environment; a CaDiCaL of the system has its options put back to their defaults first, so that equal input
//   gives equal search.
#include "sat/sat.h"

#include "sat/held.h"
#include "sat/stack.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <vector>

#if __has_include(<cadical/cadical.hpp>)
#include <cadical/cadical.hpp>
#include <cadical/tracer.hpp>
#else
#include <cadical.hpp>
#include <tracer.hpp>
#endif

thread_local std::size_t *sat_held = nullptr;

extern "C" char *sat_no_environment(const char *) { return nullptr; }

namespace {

// Clause ids are signed from CaDiCaL 2.2 on; they are positive in both.
#ifdef CADICAL_SIGNED_IDS
typedef int64_t clause_id;
#else
typedef uint64_t clause_id;
#endif

const uint64_t *as_hints(const std::vector<clause_id> &ids)
{
  return reinterpret_cast<const uint64_t *>(ids.data());
}

// While it lives, what CaDiCaL allocates in this thread is counted for the client.
class counting {
public:
  explicit counting(std::size_t *held) : before(sat_held) { sat_held = held; }
  ~counting() { sat_held = before; }
  counting(const counting &) = delete;
  counting &operator=(const counting &) = delete;

private:
  std::size_t *const before;
};

class bridge : public CaDiCaL::ExternalPropagator, public CaDiCaL::Terminator, public CaDiCaL::Learner {
public:
  bridge(const sat_client &c, CaDiCaL::Solver &s) : client(c), solver(s) { are_reasons_forgettable = true; }

  const sat_client client;
  CaDiCaL::Solver &solver;
  int variables = 0;     // made
  int observed = 0;      // known to CaDiCaL: behind `variables` only while it runs
  bool accepted = false; // the client accepted the last complete assignment, which is `model`
  std::vector<int> model;
  std::vector<int> phases; // asked for while CaDiCaL runs, perhaps of variables that it does not know yet
  std::vector<int> preferred; // ... the last time
  sat_statistics statistics = {0, 0, 0};

  void observe_new_variables()
  {
    if (!client.assigned)
      observed = variables; // a plain problem: nobody looks
    while (observed < variables)
      solver.add_observed_var(++observed);
    if (phases.empty())
      return;
    for (int literal : preferred)
      solver.unphase(literal);
    for (int literal : phases)
      solver.phase(literal);
    preferred.swap(phases);
    phases.clear();
  }

  // After compaction CaDiCaL tells assignments of the root again.
  void notify_assignment(const std::vector<int> &assigned) override
  {
    news.clear();
    for (int literal : assigned) {
      size_t variable = static_cast<size_t>(literal < 0 ? -literal : literal);
      if (fixed.size() <= variable)
        fixed.resize(2 * variable + 1, false);
      if (fixed[variable])
        continue;
      fixed[variable] = level == 0;
      news.push_back(literal);
    }
    statistics.propagations += news.size();
    if (!news.empty())
      client.assigned(client.user, news.data(), news.size());
  }
  void notify_new_decision_level() override
  {
    level++;
    statistics.decisions++;
    client.new_level(client.user);
  }
  void notify_backtrack(size_t new_level) override
  {
    if (new_level >= level)
      return;
    level = new_level;
    client.backtrack(client.user, new_level);
  }

  bool cb_check_found_model(const std::vector<int> &found) override
  {
    accepted = client.model(client.user);
    if (accepted)
      model = found; // of all variables, in their order, as all are observed
    return accepted;
  }

  void take_model()
  {
    model.clear();
    for (int variable = 1; variable <= variables; variable++)
      model.push_back(solver.val(variable));
    accepted = true;
  }

  // Between two literals CaDiCaL propagates: the client works again when it has no more of them.
  int cb_propagate() override
  {
    if (!client.propagated)
      return 0;
    int implied = client.next_implied ? client.next_implied(client.user) : 0;
    if (implied)
      return implied;
    client.propagated(client.user);
    return client.next_implied ? client.next_implied(client.user) : 0;
  }

  int cb_add_reason_clause_lit(int implied) override
  {
    if (!explaining) {
      size = position = 0;
      literals = client.reason(client.user, implied, &size);
      if (!literals)
        throw std::bad_alloc();
    }
    explaining = position < size;
    return explaining ? literals[position++] : 0;
  }

  bool cb_has_external_clause(bool &forgettable) override
  {
    forgettable = false;
    size = position = 0;
    literals = client.next_clause(client.user, &size, &forgettable);
    observe_new_variables();
    return literals != nullptr;
  }
  int cb_add_external_clause_lit() override { return position < size ? literals[position++] : 0; }

  bool terminate() override { return client.terminate(client.user); }

  // One call for each conflict analysed: counts them, and wants none of the clauses.
  bool learning(int) override
  {
    statistics.conflicts++;
    return false;
  }
  void learn(int) override {}

private:
  const int *literals = nullptr; // the clause being handed over
  size_t size = 0, position = 0;
  bool explaining = false; // ... and it is a reason
  size_t level = 0;
  std::vector<bool> fixed; // by variable: told at the root
  std::vector<int> news;
};

class tracer : public CaDiCaL::Tracer {
public:
  explicit tracer(const sat_client &c) : client(c) {}
  ~tracer() override
  {
    if (gone)
      *gone = true;
  }

  bool *gone = nullptr; // set when it is deleted: by CaDiCaL, if it was connected
  bool fault = false; // an event that the choice of options should have ruled out: the proof would be wrong

  void add_original_clause(clause_id id, bool, const std::vector<int> &clause, bool restored) override
  {
    if (restored)
      fault = true;
    client.original(client.user, static_cast<uint64_t>(id), clause.data(), clause.size());
  }

#ifdef CADICAL_SIGNED_IDS
  void add_derived_clause(clause_id id, bool, int witness, const std::vector<int> &clause,
                          const std::vector<clause_id> &hints) override
  {
    if (witness)
      fault = true;
    derived(id, clause, hints);
  }
#else
  void add_derived_clause(clause_id id, bool, const std::vector<int> &clause,
                          const std::vector<clause_id> &hints) override
  {
    derived(id, clause, hints);
  }
#endif

  void delete_clause(clause_id id, bool, const std::vector<int> &) override
  {
    client.deleted(client.user, static_cast<uint64_t>(id));
  }

  // The clause over the negated failed assumptions. CaDiCaL forgets it with the assumptions, without saying so.
  void add_assumption_clause(clause_id id, const std::vector<int> &clause, const std::vector<clause_id> &hints) override
  {
    derived(id, clause, hints);
    conclusion_over_assumptions = id;
  }

  void conclude_unsat(CaDiCaL::ConclusionType, const std::vector<clause_id> &ids) override
  {
    if (ids.size() == 1)
      client.concluded(client.user, static_cast<uint64_t>(ids[0]));
    else
      fault = true;
  }

  void reset_assumptions() override
  {
    if (conclusion_over_assumptions)
      client.deleted(client.user, static_cast<uint64_t>(conclusion_over_assumptions));
    conclusion_over_assumptions = 0;
  }

private:
  void derived(clause_id id, const std::vector<int> &clause, const std::vector<clause_id> &hints)
  {
    client.derived(client.user, static_cast<uint64_t>(id), clause.data(), clause.size(), as_hints(hints), hints.size());
  }

  const sat_client client;
  clause_id conclusion_over_assumptions = 0;
};

struct setting {
  const char *name;
  int value;
};

// Options that a version does not know are ignored by CaDiCaL.
const setting settings[] = {
  // no output, no checks of its own, no clock
  {"quiet", 1},
  {"verbose", 0},
  {"report", 0},
  {"check", 0},
  {"profile", 0},
  // no variables but ours
  {"factor", 0},
};

const setting propagator_settings[] = {
  // not with a propagator
  {"walk", 0},
  {"lucky", 0},
  {"ilb", 0},
  {"ilbassumptions", 0},
  // a propagating clause takes effect at the level where it propagates
  {"chrono", 0},
  // nothing to do, or not sound, where all variables are frozen
  {"elim", 0},
  {"fastelim", 0},
  {"block", 0},
  {"cover", 0},
  {"condition", 0},
  {"instantiate", 0},
  {"decompose", 0},
  {"congruence", 0},
  {"phase", 0},
  {"sweep", 0},
};

} // namespace

struct sat {
  explicit sat(const sat_client &client) : link(client, solver) {}

  CaDiCaL::Solver solver;
  bridge link;
  tracer *proof = nullptr; // owned by `solver` while it is connected
  bool broken = false;
  bool solving = false;
  sat_answer answer = SAT_UNKNOWN;
  std::vector<int> failed; // sorted, after SAT_UNSAT
};

// Runs `work`, unless the object is broken; lack of memory breaks it. Returns whether all went well.
template <typename function> static bool guarded(sat *s, function work) noexcept
{
  if (s->broken)
    return false;
  counting here(s->link.client.held);
  try {
    work();
  } catch (...) {
    s->broken = true;
  }
  return !s->broken;
}

static void configure(CaDiCaL::Solver &solver, uint32_t seed, bool plain)
{
  solver.configure("default");
  for (const setting &option : settings)
    solver.set(option.name, option.value);
  if (!plain)
    for (const setting &option : propagator_settings)
      solver.set(option.name, option.value);
  solver.set("seed", static_cast<int>(seed % 2000000001u)); // its range
}

// Each solver that is made writes CaDiCaL's table of options again, with the same values, and setting an option reads
// it. One at a time, then: this lock is all that contexts share.
static std::mutex option_table;

sat *sat_new(const sat_client *client, uint32_t seed)
{
  sat *s = nullptr;
  counting here(client->held);
  try {
    std::lock_guard<std::mutex> alone(option_table);
    s = new sat(*client);
    configure(s->solver, seed, !client->assigned);
    if (client->original) {
      s->proof = new tracer(*client);
      s->solver.connect_proof_tracer(s->proof, true);
    }
    if (client->assigned)
      s->solver.connect_external_propagator(&s->link);
    s->solver.connect_terminator(&s->link);
    s->solver.connect_learner(&s->link);
  } catch (...) {
    if (s)
      s->broken = true;
    sat_delete(s);
    s = nullptr;
  }
  return s;
}

void sat_delete(sat *s)
{
  if (!s)
    return;
  counting here(s->link.client.held);
  // CaDiCaL deletes the tracers that are still connected, perhaps after last events: ours goes before. In a torn state
  // it is left to CaDiCaL, if it had got that far.
  tracer *proof = s->proof;
  bool gone = false;
  if (proof && !s->broken && s->solver.disconnect_proof_tracer(proof)) {
    delete proof;
    proof = nullptr;
  }
  if (proof)
    proof->gone = &gone;
  delete s;
  if (proof && !gone)
    delete proof;
}

int sat_new_variable(sat *s)
{
  if (s->broken || s->link.variables == INT32_MAX - 1)
    return 0;
  int variable = ++s->link.variables;
  if (!s->solving && !guarded(s, [&] { s->link.observe_new_variables(); }))
    return 0;
  return variable;
}

bool sat_add_clause(sat *s, const int *literals, size_t count)
{
  s->answer = SAT_UNKNOWN;
  return guarded(s, [&] {
    for (size_t i = 0; i < count; i++)
      s->solver.add(literals[i]);
    s->solver.add(0);
  });
}

void sat_phase(sat *s, int literal)
{
  guarded(s, [&] {
    if (s->solving)
      s->link.phases.push_back(literal);
    else
      s->solver.phase(literal);
  });
}

// After an unsatisfiable answer: which assumptions failed, and the conclusion of the proof. An assumption that is
// false at the root fails alone (the first one does, as in the conclusion); CaDiCaL would name all of them, as it
// maps all fixed variables to one.
static void conclude(sat *s, const int *assumptions, size_t count)
{
  for (size_t i = 0; i < count && s->failed.empty(); i++)
    if (s->solver.fixed(assumptions[i]) < 0 && s->solver.failed(assumptions[i]))
      s->failed.push_back(assumptions[i]);
  for (size_t i = 0, alone = s->failed.size(); i < count && !alone; i++)
    if (s->solver.failed(assumptions[i]))
      s->failed.push_back(assumptions[i]);
  std::sort(s->failed.begin(), s->failed.end());
  if (s->proof)
    s->solver.conclude();
}

namespace {
struct query {
  sat *s;
  const int *assumptions;
  size_t count;
  int result;
};
} // namespace

static void run(void *user)
{
  query *q = static_cast<query *>(user);
  sat *s = q->s;
  guarded(s, [&] {
    s->link.observe_new_variables();
    for (size_t i = 0; i < q->count; i++)
      s->solver.assume(q->assumptions[i]);
    s->solving = true;
    q->result = s->solver.solve();
    s->solving = false;
    if (q->result == 10 && !s->link.client.assigned)
      s->link.take_model();
    if (q->result == 20)
      conclude(s, q->assumptions, q->count);
  });
  s->solving = false;
}

sat_answer sat_solve(sat *s, const int *assumptions, size_t count)
{
  query q = {s, assumptions, count, 0};
  s->answer = SAT_UNKNOWN;
  s->link.accepted = false;
  s->failed.clear();
  // To explain failed assumptions with antecedents, CaDiCaL follows reasons recursively, perhaps as deep as there are
  // variables.
  const size_t variables = static_cast<size_t>(s->link.variables);
  const size_t shallow = 2000, frame = 224, reserve = size_t{1} << 20;
  if (!s->proof || !count || variables <= shallow)
    run(&q);
  else if (!stack_run(variables * frame + reserve, run, &q))
    s->broken = true;
  if (s->broken)
    return SAT_OOM;
  if (s->proof && s->proof->fault)
    return SAT_UNKNOWN;
  // A client that rejected the model and then had no clause against it has not accepted it.
  if (q.result == 20 || (q.result == 10 && s->link.accepted))
    s->answer = static_cast<sat_answer>(q.result);
  return s->answer;
}

int sat_value(const sat *s, int variable)
{
  if (s->answer != SAT_SAT || static_cast<size_t>(variable) > s->link.model.size())
    return 0;
  return s->link.model[static_cast<size_t>(variable) - 1] > 0 ? 1 : -1;
}

bool sat_failed(const sat *s, int assumption)
{
  return s->answer == SAT_UNSAT && std::binary_search(s->failed.begin(), s->failed.end(), assumption);
}

void sat_get_statistics(const sat *s, sat_statistics *out)
{
  *out = s->link.statistics;
}

const char *sat_version(void)
{
  return CaDiCaL::Solver::signature();
}
