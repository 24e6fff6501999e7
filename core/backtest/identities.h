// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "datasource/rule_types.h"
#include "model/labels.h"
#include "model/time.h"
#include "rules/alert_texts.h"

namespace hearth::backtest {

/// A result of the expression at a moment.
struct PastResult {
    const model::Labels& labels;
    double value = 0;
    model::TimestampMs time = 0;
};

/// Which alerts results make, by the rule's templates: numbers for label sets. What goes wrong is remembered.
/// Threads: thread-compatible; lives no longer than its arguments.
class Identities {
  public:
    using Id = std::uint32_t;
    /// A rule may fail in as many ways as it has results.
    static constexpr std::size_t kMaxProblems = 20;

    Identities(const rules::AlertTexts& texts, const rules::AlertSurroundings& surroundings)
        : m_texts(texts)
        , m_surroundings(surroundings) {}

    /// Of the alert that the result makes.
    Id of(const PastResult& result);
    const model::Labels& labels(Id id) const { return *m_labels[id]; }
    std::size_t size() const { return m_labels.size(); }
    /// Templates that failed.
    const std::set<std::string>& problems() const { return m_problems; }

    /// Its annotations; failures are added to `problems`.
    datasource::TextMap annotations(const PastResult& result, std::set<std::string>& problems) const;

  private:
    template <class Expand>
    auto expand(const PastResult& result, std::set<std::string>& problems, Expand expand) const;

    const rules::AlertTexts& m_texts;
    const rules::AlertSurroundings& m_surroundings;
    std::unordered_map<model::Labels, Id, model::LabelsHash> m_ids;
    std::vector<const model::Labels*> m_labels; ///< Keys of m_ids.
    std::set<std::string> m_problems;
};

} // namespace hearth::backtest
