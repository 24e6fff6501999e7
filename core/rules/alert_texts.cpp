// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/alert_texts.h"

#include <algorithm>
#include <utility>

namespace hearth::rules {

AlertTexts::AlertTexts(std::string alertName, const TextMap& labels, const TextMap& annotations)
    : m_alertName(std::move(alertName))
    , m_labels(parseAll(labels, m_alertName))
    , m_annotations(parseAll(annotations, m_alertName)) {
    const auto isLiteral = [](const Named& named) { return named.text.isLiteral(); };
    const auto isPure = [](const Named& named) { return named.text.isPure(); };
    const auto ignoresValue = [](const Named& named) { return named.text.isPure() && !named.text.mayUseValue(); };
    m_literalLabels = std::ranges::all_of(m_labels, isLiteral);
    m_labelsIgnoreValue = std::ranges::all_of(m_labels, ignoresValue);
    m_pure = std::ranges::all_of(m_labels, isPure) && std::ranges::all_of(m_annotations, isPure);
}

std::vector<AlertTexts::Named> AlertTexts::parseAll(const TextMap& texts, const std::string& alertName) {
    std::vector<Named> out;
    for (const auto& [name, text] : texts) {
        out.push_back({.name = name, .text = RuleTemplate::parseAnyway(text, alertName)});
    }
    return out;
}

model::Labels AlertTexts::labels(const model::Labels& result, TemplateExpansion& expansion) const {
    model::LabelsBuilder builder(result);
    builder.remove(model::kMetricName);
    for (const auto& [label, text] : m_labels) {
        builder.set(label, expansion.expand(text));
    }
    builder.set(kAlertNameLabel, m_alertName);
    return builder.labels();
}

std::shared_ptr<const TextMap> AlertTexts::annotations(TemplateExpansion& expansion) const {
    auto out = std::make_shared<TextMap>();
    for (const auto& [annotation, text] : m_annotations) {
        out->emplace_hint(out->end(), annotation, expansion.expand(text));
    }
    return out;
}

} // namespace hearth::rules
