// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/check_discovery.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "config/config.h"
#include "discovery/file_pattern.h"
#include "discovery/target_file.h"
#include "scrape/target.h"

namespace hearth::app::tool {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFailed = 1;

Json labelsJson(const model::Labels& labels) {
    auto json = Json::object();
    for (const auto& [name, value] : labels) {
        json[std::string(name)] = value;
    }
    return json;
}

/// The groups of the job, as FileDiscoverer names them.
Result<std::vector<discovery::TargetGroup>> groupsOf(FileSystem& files, const discovery::Options& options) {
    auto groups = options.staticGroups;
    for (const auto& entry : options.files) {
        for (const auto& pattern : entry.patterns) {
            for (const auto& path : discovery::expandPattern(files, pattern)) {
                const auto text = HEARTH_TRY(files.readAll(path, discovery::kMaxTargetFileBytes));
                for (auto& group : HEARTH_TRY(discovery::parseTargetFile(text, path))) {
                    group.labels = model::LabelsBuilder(group.labels).set("__meta_filepath", path).labels();
                    groups.push_back(std::move(group));
                }
            }
        }
    }
    return groups;
}

/// `group` has one target.
Json resultOf(const discovery::TargetGroup& group, const scrape::PoolOptions& job) {
    const auto set = scrape::buildTargets({&group, 1}, job);
    Json result;
    if (!set.active.empty()) {
        result["discoveredLabels"] = labelsJson(set.active.front().discovered);
        result["labels"] = labelsJson(scrape::relabelledLabels(set.active.front(), job));
    } else if (!set.dropped.empty()) {
        result["discoveredLabels"] = labelsJson(set.dropped.front());
        result["labels"] = Json::object();
    } else {
        model::LabelsBuilder labels(group.labels);
        for (const auto& [name, value] : group.targets.front()) {
            labels.set(name, value);
        }
        result["discoveredLabels"] = labelsJson(labels.labels());
        result["labels"] = Json::object();
        result["error"] = set.failures.front();
    }
    return result;
}

Json resultsOf(const std::vector<discovery::TargetGroup>& groups, const scrape::PoolOptions& job) {
    auto results = Json::array();
    std::set<std::string> seen;
    for (const auto& group : groups) {
        for (const auto& target : group.targets) {
            const discovery::TargetGroup alone{.source = group.source, .targets = {target}, .labels = group.labels};
            auto result = resultOf(alone, job);
            if (seen.insert(result.dump()).second) {
                results.push_back(std::move(result));
            }
        }
    }
    return results;
}

void complainOfJob(Context& context, const config::Config& config, const std::string& job) {
    context.complainLine(fmt::format("Job {} not found. Select one of:", job));
    for (const auto& known : config.scrapeConfigs) {
        context.complainLine(fmt::format("\t{}", known.jobName));
    }
}

} // namespace

int checkDiscovery(Context& context, const std::string& configPath, const std::string& job) {
    const auto config = config::load(configPath, context.files);
    if (!config) {
        context.complainLine(fmt::format("Cannot load config {}", config.error().message()));
        return kFailed;
    }
    const auto found = std::ranges::find(config->scrapeConfigs, job, &scrape::PoolOptions::jobName);
    if (found == config->scrapeConfigs.end()) {
        complainOfJob(context, *config, job);
        return kFailed;
    }
    const auto groups = groupsOf(context.files, found->discovery);
    if (!groups) {
        context.complainLine(fmt::format("hearth: {}", groups.error().message()));
        return kFailed;
    }
    context.out.line(resultsOf(*groups, *found).dump(2));
    return 0;
}

} // namespace hearth::app::tool
