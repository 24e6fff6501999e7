// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "model/query_value.h"
#include "model/time.h"
#include "rules/rule_file.h"
#include "rules/rule_metrics.h"
#include "rules/snapshot.h"
#include "rules/written_series.h"

namespace hearth::rules {

/// What one evaluation of a group is about.
struct Evaluation {
    /// The value of an expression at a moment; cancelable.
    using Query = std::function<Result<model::QueryAnswer>(const std::string& expr, model::TimestampMs time)>;

    WallTime at;                    ///< Nominal.
    model::TimestampMs time = 0;    ///< `at` in milliseconds: what templates call now.
    model::TimestampMs queryAt = 0; ///< `at` less the query offset: when expressions look, and the time of results.
    std::int64_t limit = 0;         ///< Series or alerts of a rule; 0: none.
    const Query& query;
    const Log& log;
    const TemplateCounters& templates;
    std::stop_token stop;
};

/// How a rule fares. Copied out for snapshots.
struct RuleStatus {
    RuleHealth health = RuleHealth::kUnknown;
    std::string lastError;
    double evaluationTimeSeconds = 0;
    std::optional<WallTime> lastEvaluation;
};

/// One rule of a group: evaluates its expression, knows which series it wrote.
/// Threads: evaluate(), afterEvaluation(), series() and takeStateOf() belong to the one evaluation in hand;
/// status(), setStatus() and describe() are thread-safe.
class Rule {
  public:
    /// `definition` was checked; `labels` are all that the rule adds.
    Rule(const RuleDefinition& definition, TextMap labels, std::string expr);
    virtual ~Rule() = default;
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;

    RuleType type() const { return m_type; }
    const std::string& name() const { return m_name; }
    /// In canonical form.
    const std::string& expr() const { return m_expr; }
    const TextMap& labels() const { return m_labels; }

    /// Evaluates and adds the results to series(), which the caller writes then. On failure nothing has changed.
    virtual Result<void> evaluate(const Evaluation& evaluation) = 0;
    /// Goes on where an equal or changed rule of the same name and labels left off.
    virtual void takeStateOf(Rule& old);
    virtual void describe(RuleSnapshot& out) const;
    /// Whether a reload that has `other` in this rule's place changes nothing.
    virtual bool equals(const Rule& other) const;

    WrittenSeries& series() { return m_series; }
    RuleStatus status() const;
    void setHealth(RuleHealth health, std::string lastError);
    void setDuration(WallTime begin, double seconds);

  protected:
    /// An instant vector or a scalar (then one sample without labels).
    Result<model::Vector> query(const Evaluation& evaluation) const;

    WrittenSeries m_series;

  private:
    const RuleType m_type;
    const std::string m_name;
    const std::string m_expr;
    const TextMap m_labels;

    mutable std::mutex m_statusMutex;
    RuleStatus m_status; // guarded by m_statusMutex
};

} // namespace hearth::rules
