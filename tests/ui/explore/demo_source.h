// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "support/scripted_data_source.h"

namespace hearth::tests {

/// A server with a week of made-up but plausible data of a small network. Answers depend on the metric's name and the
/// time only, so that pictures can be compared. Expressions are recognised by the metric that occurs in them.
std::shared_ptr<ScriptedDataSource> demoSource();

/// `count` series with hostile, long and Japanese label values among them.
std::vector<model::Labels> demoLabels(const std::string& metric, std::size_t count);

} // namespace hearth::tests
