// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "base/error.h"
#include "datasource/data_source.h"
#include "model/time.h"

namespace hearth::ui {

/// How often a server evaluates the rules of a group; of one that it does not have, as often as its configuration says
/// of all. Blocks; asks twice at most. Errors are the server's. Threads: thread-safe.
Result<model::DurationMs> groupIntervalOf(datasource::DataSource& source, const std::string& group,
                                          std::stop_token stop);

/// `global.evaluation_interval` of a configuration as servers print it, in block style; 0 where it is not said.
model::DurationMs evaluationIntervalIn(const std::string& configYaml);

} // namespace hearth::ui
