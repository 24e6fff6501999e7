// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "instrument/registry.h"
#include "promql/engine.h"
#include "script.h"
#include "support/memory_storage.h"

namespace hearth::tests {

/// How the evaluations of scripts went.
struct Tally {
    std::size_t passed = 0;
    std::map<std::string, std::size_t> skipped; ///< By reason.
    std::vector<std::string> failures;

    std::size_t skips() const;
};

/// Runs a script as Prometheus's harness does: each evaluation, then each instant one again at other times with `@`,
/// and as the middle of a range query.
class ScriptRunner {
  public:
    explicit ScriptRunner(promql::EngineOptions options);

    /// Options that the upstream corpus assumes.
    static promql::EngineOptions corpusOptions();

    void run(const std::vector<Command>& commands, Tally& tally);

  private:
    void load(const LoadCommand& load);
    void loadSeries(const LoadCommand& load, const promql::NotatedSeries& series);
    void store(const model::Labels& labels, const storage::Columns& samples);
    void evaluate(const EvalCommand& eval, Tally& tally);
    std::string evaluateAll(const EvalCommand& eval);
    std::string evaluateOnce(const EvalCommand& eval);
    std::string evaluateElsewhere(const EvalCommand& eval);
    std::string evaluateAsRange(const EvalCommand& eval);
    /// Why an evaluation cannot count; empty: it does.
    std::string skipReason(const EvalCommand& eval) const;

    MemoryStorage m_storage;
    SystemClock m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers;
    promql::Engine m_engine;
    bool m_hasStartTimes = false; ///< Of what is loaded.
};

} // namespace hearth::tests
