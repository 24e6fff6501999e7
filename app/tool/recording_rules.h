// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "model/time.h"

namespace hearth::app::tool {

/// A recording rule and how often its group evaluates it.
struct RecordingRule {
    std::string name;
    std::string expression;
    std::vector<std::pair<std::string, std::string>> labels;
    std::string group;
    model::DurationMs interval = 0;
};

/// The recording rules of a rule file, in order; alerting rules are passed over. Groups that state no interval get
/// `interval`. Errors: kInvalidArgument with file, line and column; kIo.
Result<std::vector<RecordingRule>> readRecordingRules(FileSystem& files, const std::string& path,
                                                      model::DurationMs interval);

} // namespace hearth::app::tool
