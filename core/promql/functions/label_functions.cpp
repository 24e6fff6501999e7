// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "model/matcher.h"
#include "promql/functions/call_site.h"
#include "promql/label_drop.h"
#include "promql/map_stream.h"

namespace hearth::promql {

namespace {

/// Writing the metric name makes it the series' own again.
SeriesKey withLabel(const SeriesKey& key, const std::string& name, std::string_view value) {
    model::LabelsBuilder builder(key.labels);
    return {builder.set(name, value).labels(), key.dropName && name != model::kMetricName};
}

Result<StreamPtr> relabelled(StreamPtr stream, std::vector<SeriesKey> keys, const CallSite& site) {
    auto result = std::make_unique<MapStream>(std::move(stream), std::move(keys), nullptr);
    if (site.text(1) == model::kMetricName) {
        result->forgetOneName();
    }
    return uniqueSeries(std::move(result), true, Duplicates::kMerge, site.steps.count, site.context());
}

std::unexpected<Error> badLabel(std::string_view role, std::string_view function, std::string_view name) {
    return fail(ErrorCode::kInternal, fmt::format("invalid {} label name in {}(): {}", role, function, name));
}

} // namespace

Result<StreamPtr> callLabelReplace(const CallSite& site) {
    const std::string& destination = site.text(1);
    const std::string& replacement = site.text(2);
    const std::string& source = site.text(3);
    const std::string& pattern = site.text(4);
    const Result<model::Regex> regex = model::Regex::create(pattern);
    if (!regex) {
        return fail(ErrorCode::kInternal, "invalid regular expression in label_replace(): " + pattern);
    }
    if (!model::isLabelName(destination)) {
        return badLabel("destination", "label_replace", destination);
    }
    StreamPtr stream = HEARTH_TRY(site.mixedVector(0));
    std::vector<SeriesKey> keys;
    keys.reserve(stream->size());
    for (const SeriesKey& key : stream->keys()) {
        const auto value = regex->replace(key.labels.value(source), replacement);
        keys.push_back(value ? withLabel(key, destination, *value) : key);
    }
    return relabelled(std::move(stream), std::move(keys), site);
}

Result<StreamPtr> callLabelJoin(const CallSite& site) {
    const std::string& destination = site.text(1);
    const std::string& separator = site.text(2);
    const std::vector<std::string> sources = site.texts(3);
    for (const std::string& source : sources) {
        if (!model::isLabelName(source)) {
            return badLabel("source", "label_join", source);
        }
    }
    if (!model::isLabelName(destination)) {
        return badLabel("destination", "label_join", destination);
    }
    StreamPtr stream = HEARTH_TRY(site.mixedVector(0));
    std::vector<SeriesKey> keys;
    keys.reserve(stream->size());
    for (const SeriesKey& key : stream->keys()) {
        std::string joined;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            joined += i == 0 ? std::string_view() : std::string_view(separator);
            joined += key.labels.value(sources[i]);
        }
        keys.push_back(withLabel(key, destination, joined));
    }
    return relabelled(std::move(stream), std::move(keys), site);
}

} // namespace hearth::promql
