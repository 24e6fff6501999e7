// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier/endpoint.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "model/relabel.h"

namespace hearth::notifier {
namespace {

constexpr std::string_view kAddress = "__address__";
constexpr std::string_view kScheme = "__scheme__";
constexpr std::string_view kPath = "__alerts_path__";

/// Slashes between the parts, none twice, none at the end.
std::string joinPath(std::string_view prefix) {
    std::string path;
    for (const auto c : fmt::format("/{}/api/v2/alerts", prefix)) {
        if (c != '/' || !path.ends_with('/')) {
            path += c;
        }
    }
    return path;
}

model::LabelsBuilder discovered(const model::Labels& target, const model::Labels& common,
                                const AlertmanagerOptions& options) {
    model::LabelsBuilder labels(common);
    for (const auto& label : target) {
        labels.set(label.name, label.value);
    }
    labels.set(kScheme, options.scheme);
    labels.set(kPath, joinPath(options.pathPrefix));
    return labels;
}

std::string urlOf(const model::LabelsBuilder& labels) {
    return fmt::format("{}://{}{}", labels.value(kScheme), labels.value(kAddress), labels.value(kPath));
}

void sortOut(std::vector<std::string>& urls) {
    std::ranges::sort(urls);
    urls.erase(std::ranges::unique(urls).begin(), urls.end());
}

} // namespace

Endpoints endpointsOf(std::span<const discovery::TargetGroup> groups, const AlertmanagerOptions& options) {
    Endpoints found;
    for (const auto& group : groups) {
        for (const auto& target : group.targets) {
            auto labels = discovered(target, group.labels, options);
            const auto before = urlOf(labels);
            if (!model::relabel(labels, options.relabelRules)) {
                found.dropped.push_back(before);
            } else if (const auto address = labels.value(kAddress); address.empty() || address.contains('/')) {
                found.failures.push_back(fmt::format("{} is not a valid hostname", quoteGo(address)));
            } else {
                found.active.push_back(urlOf(labels));
            }
        }
    }
    sortOut(found.active);
    sortOut(found.dropped);
    return found;
}

} // namespace hearth::notifier
