// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exposition/family_parser.h"

/// Families while a text is read; inner header of exposition.
namespace hearth::exposition {

/// A family in the making.
struct GrowingFamily {
    ExposedFamily family;
    bool hasType = false;                                  ///< Stated, or untyped for good since there are samples.
    std::unordered_map<std::string, std::size_t> byLabels; ///< Metrics of a histogram or summary.

    bool isSummary() const { return hasType && family.type == ExposedType::kSummary; }
    bool isHistogram() const {
        return hasType && (family.type == ExposedType::kHistogram || family.type == ExposedType::kGaugeHistogram);
    }
    /// The label that tells the parts of a metric apart; empty where there are none.
    std::string_view partLabel() const { return isSummary() ? "quantile" : isHistogram() ? "le" : ""; }
    /// The metric of these labels: that of earlier lines where a metric has several, otherwise a new one.
    ExposedMetric& metric(std::vector<model::Labels::Pair> labels);
};

/// What a line says of a histogram or summary, by the end of its name.
enum class LineRole : std::uint8_t { kPart, kSum, kCount };

/// Threads: thread-compatible.
class FamilySet {
  public:
    /// The family that `name` belongs to, made where there is none. References stay good.
    std::pair<GrowingFamily*, LineRole> at(const std::string& name);
    /// Those with metrics, in the order in which they were made. Leaves nothing behind.
    std::vector<ExposedFamily> take();

  private:
    GrowingFamily* find(const std::string& name);

    std::deque<GrowingFamily> m_families;
    std::unordered_map<std::string, GrowingFamily*> m_byName;
};

} // namespace hearth::exposition
