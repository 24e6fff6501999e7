// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/sent_labels.h"

#include "base/text.h"

namespace hearth::remote {

std::optional<model::Labels> labelsOf(std::span<const model::LabelView> sorted) {
    model::SortedLabelsWriter writer;
    const model::LabelView* before = nullptr;
    for (const auto& label : sorted) {
        const bool isDouble = before != nullptr && before->name == label.name;
        if (isDouble || !model::isLabelName(label.name) || !isValidUtf8(label.value)) {
            return std::nullopt;
        }
        if (!label.value.empty()) {
            writer.add(label.name, label.value);
        }
        before = &label;
    }
    return writer.take();
}

std::optional<model::Labels> seriesLabelsOf(std::span<const model::LabelView> sorted) {
    auto labels = labelsOf(sorted);
    if (labels && !labels->has(model::kMetricName)) {
        return std::nullopt;
    }
    return labels;
}

} // namespace hearth::remote
