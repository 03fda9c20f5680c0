// What the SAT bridge needs of CaDiCaL, as a program: it compiles and links only with a version that fits (2.1 or
// newer: batched notifications, tracers with antecedents), and prints that version. Used when the build is
// configured. CADICAL_SIGNED_IDS says which of two spellings the tracer's interface has (2.2 and newer, or 2.1).
#include <cstdio>
#include <vector>

#if __has_include(<cadical/cadical.hpp>)
#include <cadical/cadical.hpp>
#include <cadical/tracer.hpp>
#else
#include <cadical.hpp>
#include <tracer.hpp>
#endif

struct propagator : CaDiCaL::ExternalPropagator {
  void notify_assignment(const std::vector<int> &) override {}
  void notify_new_decision_level() override {}
  void notify_backtrack(size_t) override {}
  bool cb_check_found_model(const std::vector<int> &) override { return true; }
  bool cb_has_external_clause(bool &) override { return false; }
  int cb_add_external_clause_lit() override { return 0; }
};

struct tracer : CaDiCaL::Tracer {
  int originals = 0, conclusions = 0;
#ifdef CADICAL_SIGNED_IDS
  typedef int64_t id;
  void add_derived_clause(id, bool, int, const std::vector<int> &, const std::vector<id> &) override {}
#else
  typedef uint64_t id;
  void add_derived_clause(id, bool, const std::vector<int> &, const std::vector<id> &) override {}
#endif
  void add_original_clause(id, bool, const std::vector<int> &, bool) override { originals++; }
  void add_assumption_clause(id, const std::vector<int> &, const std::vector<id> &) override {}
  void delete_clause(id, bool, const std::vector<int> &) override {}
  void conclude_unsat(CaDiCaL::ConclusionType, const std::vector<id> &) override { conclusions++; }
};

// Stands for getenv where tools/get-cadical has made CaDiCaL ask for it.
extern "C" char *sat_no_environment(const char *) { return nullptr; }

int main()
{
  tracer observer;
  CaDiCaL::Solver solver;
  solver.connect_proof_tracer(&observer, true);
  propagator client;
  solver.connect_external_propagator(&client);
  solver.add_observed_var(1);
  solver.add_observed_var(2);
  solver.add(1);
  solver.add(2);
  solver.add(0);
  solver.assume(-1);
  solver.assume(-2);
  bool ok = solver.solve() == 20 && solver.failed(-1);
  solver.conclude();
  solver.disconnect_external_propagator();
  solver.disconnect_proof_tracer(&observer);
  if (!ok || observer.originals != 1 || observer.conclusions != 1)
    return 1;
  std::printf("%s", CaDiCaL::Solver::version());
  return 0;
}
