// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/label_drop.h"

#include <array>

namespace hearth::promql {

bool hasTypeOrUnit(const model::Labels& labels) {
    for (const model::LabelView& label : labels) {
        if (label.name == kTypeLabel || label.name == kUnitLabel) {
            return true;
        }
    }
    return false;
}

model::Labels withoutMetadata(const model::Labels& labels) {
    if (!hasTypeOrUnit(labels)) {
        return labels.withoutMetricName();
    }
    static const std::array<std::string, 3> kMetadata{std::string(model::kMetricName), std::string(kTypeLabel),
                                                      std::string(kUnitLabel)};
    return labels.without(kMetadata);
}

SeriesKey withNameDropped(const SeriesKey& key, const EngineOptions& options) {
    if (options.delayedNameRemoval) {
        return {key.labels, true};
    }
    return {withoutMetadata(key.labels)};
}

std::vector<SeriesKey> withNamesDropped(const std::vector<SeriesKey>& keys, const EngineOptions& options) {
    std::vector<SeriesKey> dropped;
    dropped.reserve(keys.size());
    for (const SeriesKey& key : keys) {
        dropped.push_back(withNameDropped(key, options));
    }
    return dropped;
}

Result<StreamPtr> uniqueSeries(StreamPtr stream, bool mayCollide, Duplicates rule, std::size_t width,
                               QueryContext& context) {
    if (!mayCollide || !hasDuplicates(stream->keys())) {
        return stream;
    }
    Table table = HEARTH_TRY(materialize(*stream, width, context));
    return std::make_unique<TableStream>(HEARTH_TRY(uniteDuplicates(std::move(table), rule)));
}

} // namespace hearth::promql
