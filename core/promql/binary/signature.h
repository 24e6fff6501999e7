// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "promql/series_stream.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// By what elements of two vectors find each other: `on` labels, or all but the `ignoring` labels and the metric name.
class SignatureRule {
  public:
    explicit SignatureRule(const VectorMatching& matching);
    model::Labels signature(const model::Labels& labels) const {
        return m_on ? labels.only(m_labels) : labels.without(m_labels);
    }

  private:
    std::vector<std::string> m_labels; ///< Sorted.
    bool m_on;
};

/// The series of both sides that share a signature.
struct MatchGroup {
    model::Labels signature;
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
};

/// All signatures, those of the left side first, each in the order of its first series.
std::vector<MatchGroup> matchGroups(const Table& left, const Table& right, const VectorMatching& matching);

} // namespace hearth::promql
