// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/server_group.h"

#include <cmath>
#include <sstream>
#include <string_view>

namespace hearth::ui {

model::DurationMs evaluationIntervalIn(const std::string& configYaml) {
    constexpr std::string_view kKey = "evaluation_interval:";
    std::istringstream lines(configYaml);
    bool isGlobal = false;
    for (std::string line; std::getline(lines, line);) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == 0) {
            isGlobal = line.starts_with("global:");
        } else if (isGlobal && begin != std::string::npos && line.compare(begin, kKey.size(), kKey) == 0) {
            const auto value = line.find_first_not_of(' ', begin + kKey.size());
            const auto end = line.find_last_not_of(" \r");
            const auto parsed =
                value == std::string::npos
                    ? std::nullopt
                    : std::optional(model::parseDuration(std::string_view(line).substr(value, end + 1 - value)));
            return parsed && *parsed ? **parsed : 0;
        }
    }
    return 0;
}

Result<model::DurationMs> groupIntervalOf(datasource::DataSource& source, const std::string& group,
                                          std::stop_token stop) {
    datasource::RulesQuery query;
    query.groups = {group};
    query.withAlerts = false;
    const auto groups = source.rules(query, stop);
    if (groups && !groups->groups.empty()) {
        return std::llround(groups->groups.front().intervalSeconds * 1000);
    }
    return evaluationIntervalIn(HEARTH_TRY(source.configYaml(std::move(stop))));
}

} // namespace hearth::ui
