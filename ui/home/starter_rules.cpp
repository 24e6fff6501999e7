// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/starter_rules.h"

namespace hearth::ui {
namespace {

/// Where a first start writes them, below the directory of the configuration.
constexpr std::string_view kStarterFile = "rules/starter.yml";

} // namespace

Result<std::size_t> countStarterRules(datasource::DataSource& source, std::stop_token stop) {
    datasource::RulesQuery query;
    query.type = datasource::RuleType::kAlerting;
    query.withAlerts = false;
    const auto rules = HEARTH_TRY(source.rules(query, std::move(stop)));
    std::size_t count = 0;
    for (const auto& group : rules.groups) {
        if (!group.file.ends_with(kStarterFile)) {
            return std::size_t{0};
        }
        count += group.rules.size();
    }
    return count;
}

} // namespace hearth::ui
