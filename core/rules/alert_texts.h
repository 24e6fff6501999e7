// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/labels.h"
#include "rules/alert.h"
#include "rules/rule_template.h"

namespace hearth::rules {

inline constexpr std::string_view kAlertNameLabel = "alertname";
/// What an evaluation fails with that has two results for one alert.
inline constexpr const char* kSameAlertLabels =
    "vector contains metrics with the same labelset after applying alert labels";

/// What the templates of all rules see, and where alerts lead back to.
struct AlertSurroundings {
    model::Labels externalLabels;
    std::string externalUrl;
    std::string pathPrefix; ///< The path of the external URL.
};

/// The labels and annotations that an alerting rule gives its alerts: templates, read once, expanded for each result.
/// Threads: thread-safe (immutable).
class AlertTexts {
  public:
    /// The templates were checked; one that is wrong all the same expands to what is wrong.
    AlertTexts(std::string alertName, const TextMap& labels, const TextMap& annotations);

    const std::string& alertName() const { return m_alertName; }
    /// Whether the labels are the same for equal labels of a result, whatever its value.
    bool hasLiteralLabels() const { return m_literalLabels; }
    /// Whether they depend on the labels of a result alone: templates may be among them, but none that sees the value
    /// or the time, or asks queries. Never says so of labels that depend on more.
    bool labelsIgnoreValue() const { return m_labelsIgnoreValue; }
    /// Whether all texts are the same for equal labels and an equal value, at any time.
    bool isPure() const { return m_pure; }
    /// How many texts there are.
    std::size_t size() const { return m_labels.size() + m_annotations.size(); }

    /// The labels of the alert that a result of the expression makes.
    model::Labels labels(const model::Labels& result, TemplateExpansion& expansion) const;
    /// Never null.
    std::shared_ptr<const TextMap> annotations(TemplateExpansion& expansion) const;

  private:
    struct Named {
        std::string name;
        RuleTemplate text;
    };
    static std::vector<Named> parseAll(const TextMap& texts, const std::string& alertName);

    std::string m_alertName;
    std::vector<Named> m_labels;
    std::vector<Named> m_annotations;
    bool m_literalLabels = true;
    bool m_labelsIgnoreValue = true;
    bool m_pure = true;
};

} // namespace hearth::rules
