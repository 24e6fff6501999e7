// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "exposition/family_parser.h"

namespace hearth::app::tool {

/// Something that is allowed, but against the conventions of naming.
struct MetricProblem {
    std::string metric;
    std::string text;

    auto operator<=>(const MetricProblem&) const = default;
};

/// What the client libraries' promlint finds, in its words: missing help, units that are not base units, suffixes and
/// labels that belong to other types, types and abbreviated units in names, names in camel case, metrics that stand
/// twice. Sorted by metric and text; a problem is told as often as it occurs.
std::vector<MetricProblem> lintMetrics(std::span<const exposition::ExposedFamily> families);

} // namespace hearth::app::tool
