// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/series_labels.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "exposition/series_text.h"
#include "model/relabel.h"

namespace hearth::scrape {
namespace {

/// Of a name's or value's length in a Labels buffer, in the cases that matter.
constexpr std::size_t kMostLengthBytes = 1;
constexpr std::string_view kExportedPrefix = "exported_";

using Pairs = std::vector<model::Labels::Pair>;

bool exposes(const Pairs& exposed, std::string_view name) {
    return std::ranges::any_of(exposed, [&](const auto& pair) { return pair.first == name; });
}

/// `honor_labels: true`: what the target says wins, an empty value included.
void addMissing(model::LabelsBuilder& labels, const Pairs& exposed, const model::Labels& target) {
    for (const auto& label : target) {
        if (!exposes(exposed, label.name)) {
            labels.set(label.name, label.value);
        }
    }
}

/// `honor_labels: false`: the target's labels win; what was exposed under such a name moves to `exported_<name>`.
void overrideExposed(model::LabelsBuilder& labels, const model::Labels& target) {
    Pairs displaced;
    for (const auto& label : target) {
        if (const auto value = labels.value(label.name); !value.empty()) {
            displaced.emplace_back(label.name, value);
        }
        labels.set(label.name, label.value);
    }
    std::ranges::stable_sort(displaced, {}, [](const auto& pair) { return pair.first.size(); });
    for (const auto& [name, value] : displaced) {
        auto free = name;
        do {
            free.insert(0, kExportedPrefix);
        } while (!labels.value(free).empty());
        labels.set(free, value);
    }
}

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<void> checkNames(const model::Labels& labels, NameValidation validation) {
    const auto metric = labels.metricName();
    if (metric.empty()) {
        return invalid("missing metric name (__name__ label)");
    }
    const bool legacy = validation == NameValidation::kLegacy;
    bool valid = !legacy || model::isLegacyMetricName(metric);
    for (const auto& label : labels) {
        valid = valid && (legacy ? model::isLegacyLabelName(label.name) : model::isLabelName(label.name)) &&
                isValidUtf8(label.value);
    }
    if (!valid) {
        return invalid(fmt::format("invalid metric name or label names: {}", labels.toString()));
    }
    return {};
}

Result<void> checkLimits(const model::Labels& labels, const ScrapeLimits& limits) {
    const auto metric = labels.metricName();
    if (limits.labels > 0) {
        if (const auto count = labels.size(); count > limits.labels) {
            return fail(ErrorCode::kLimit,
                        fmt::format("label_limit exceeded (metric: {:.50}, number of labels: {}, limit: {})", metric,
                                    count, limits.labels));
        }
    }
    for (const auto& [name, value] : labels) {
        if (limits.labelNameBytes > 0 && name.size() > limits.labelNameBytes) {
            return fail(ErrorCode::kLimit,
                        fmt::format("label_name_length_limit exceeded (metric: {:.50}, label name: {:.50}, length: {}, "
                                    "limit: {})",
                                    metric, name, name.size(), limits.labelNameBytes));
        }
        if (limits.labelValueBytes > 0 && value.size() > limits.labelValueBytes) {
            return fail(ErrorCode::kLimit,
                        fmt::format("label_value_length_limit exceeded (metric: {:.50}, label name: {:.50}, value: {}, "
                                    "length: {}, limit: {})",
                                    metric, name, quoteGo(value.substr(0, 50)), value.size(), limits.labelValueBytes));
        }
    }
    return {};
}

} // namespace

Result<std::optional<model::Labels>> seriesLabels(const Pairs& exposed, const model::Labels& target,
                                                  const PoolOptions& options) {
    const auto own = HEARTH_TRY(exposition::labelsFromExposed(exposed));
    model::LabelsBuilder builder(own);
    if (options.honorLabels) {
        addMissing(builder, exposed, target);
    } else {
        overrideExposed(builder, target);
    }
    if (!model::relabel(builder, options.metricRelabelRules)) {
        return std::nullopt;
    }
    auto labels = builder.labels();
    if (labels.empty()) {
        return std::nullopt;
    }
    if (auto checked = checkNames(labels, options.nameValidation); !checked) {
        return std::unexpected(std::move(checked).error());
    }
    if (auto checked = checkLimits(labels, options.limits); !checked) {
        return std::unexpected(std::move(checked).error());
    }
    return labels;
}

std::optional<model::Labels> mergedLabels(std::vector<exposition::RawLabel>& exposed, const model::Labels& target,
                                          const PoolOptions& options) {
    const auto& limits = options.limits;
    if (!options.metricRelabelRules.empty() || options.nameValidation != NameValidation::kUtf8 || limits.labels != 0 ||
        limits.labelNameBytes != 0 || limits.labelValueBytes != 0) {
        return std::nullopt;
    }
    std::ranges::sort(exposed, {}, &exposition::RawLabel::name);
    model::SortedLabelsWriter writer;
    std::size_t bytes = target.bytes().size();
    for (const auto& label : exposed) {
        bytes += label.name.size() + label.value.size() + 2 * kMostLengthBytes;
    }
    writer.reserve(bytes);
    auto theirs = target.begin();
    std::string_view last;
    bool isNamed = false;
    for (const auto& label : exposed) {
        for (; theirs != target.end() && theirs->name < label.name; ++theirs) {
            writer.add(theirs->name, theirs->value);
        }
        if (label.name == last || label.name.empty() || (theirs != target.end() && theirs->name == label.name)) {
            return std::nullopt;
        }
        last = label.name;
        if (!label.value.empty()) {
            writer.add(label.name, label.value);
            isNamed = isNamed || label.name == model::kMetricName;
        }
    }
    for (; theirs != target.end(); ++theirs) {
        writer.add(theirs->name, theirs->value);
    }
    return isNamed ? std::optional(writer.take()) : std::nullopt;
}

model::Labels reportLabels(std::string_view name, const model::Labels& target) {
    model::LabelsBuilder labels(target);
    labels.set(model::kMetricName, name);
    return labels.labels();
}

} // namespace hearth::scrape
