// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "rules/rule.h"

namespace hearth::rules {

/// Records the value of its expression as new series. Results that have the labels of the last evaluation's, in the
/// same order, cost a comparison each. Threads: as Rule.
class RecordingRule final : public Rule {
  public:
    using Rule::Rule;

    Result<void> evaluate(const Evaluation& evaluation) override;
    void takeStateOf(Rule& old) override;

  private:
    /// A result's labels and the series they lead to.
    struct Slot {
        model::Labels result;
        WrittenSeries::Index series = WrittenSeries::kNone;
    };

    model::Labels recordedLabels(const model::Labels& result) const;

    std::vector<Slot> m_slots; ///< Of the last evaluation that succeeded, in the order of its results.
    std::vector<Slot> m_next;
};

} // namespace hearth::rules
