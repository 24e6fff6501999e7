// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/labels.h"
#include "rules/alert.h"

namespace hearth::app::tool {

/// A firing alert, expected or found.
struct ComparedAlert {
    rules::TextMap labels;
    rules::TextMap annotations;

    bool operator==(const ComparedAlert&) const = default;
    auto operator<=>(const ComparedAlert&) const = default;
};

struct AlertComparison {
    std::string testName;
    std::string alertName;
    std::string time;
    bool diff = false; ///< Show the difference line by line.
};

/// Nothing where both are the same; else promtool's words for the difference.
std::optional<std::string> compareAlerts(const AlertComparison& about, std::vector<ComparedAlert> expected,
                                         std::vector<ComparedAlert> got);

rules::TextMap toTextMap(const model::Labels& labels);

} // namespace hearth::app::tool
