// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/data_source.h"
#include "model/time.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct RulesImportOptions {
    std::vector<std::string> ruleFiles;
    std::string url = "http://localhost:9090"; ///< Of the server that evaluates the rules.
    model::TimestampMs start = 0;
    std::optional<model::TimestampMs> end; ///< Unset: three hours ago, because the newest hours are not in blocks yet.
    std::string output = "data/";
    model::DurationMs interval = model::kMinuteMs; ///< Of groups that state none.
    model::DurationMs longestBlock = 2 * model::kHourMs;
    bool humanReadable = false;
    bool quiet = false;
};

/// Makes blocks of what recording rules would have recorded in the past: promtool's `create-blocks-from rules`. Each
/// rule is evaluated at the multiples of its interval, block by block, by `server`. Rules do not see each other's
/// results. Floats alone: histograms are left out with a warning, as the answers of servers do not say how to store
/// them (promtool leaves them out in silence). Errors: kInvalidArgument (a rule file, times), those of the server, kIo.
Result<void> importRules(Context& context, const RulesImportOptions& options, datasource::DataSource& server);

} // namespace hearth::app::tool
