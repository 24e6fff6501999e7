// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/query_value.h"
#include "model/time.h"
#include "template/rule_template.h"

namespace hearth::rules {

/// What the templates of one result see.
struct TemplateData {
    const model::VectorSample& sample; ///< Of the expression; `$labels` and `$value`.
    const model::Labels& externalLabels;
    const std::string& externalUrl;
    const std::string& pathPrefix; ///< The path of the external URL.
    model::TimestampMs time;       ///< Of the evaluation.
    /// What the function `query` asks.
    const std::function<Result<model::QueryAnswer>(const std::string& expr)>& query;
    std::stop_token stop;
};

/// The text of a label or annotation of an alerting rule: read once, expanded for every result.
/// Threads: thread-safe (immutable value).
class RuleTemplate {
  public:
    /// kInvalidArgument: `template: __alert_Name:1: ...`
    static Result<RuleTemplate> parse(const std::string& text, const std::string& alertName);
    /// A text that is no template expands to the reason.
    static RuleTemplate parseAnyway(const std::string& text, const std::string& alertName);

    /// Whether it expands to itself.
    bool isLiteral() const { return std::holds_alternative<std::string>(m_text); }
    /// Whether it expands to the same text for equal labels and an equal value, at any time.
    bool isPure() const { return m_isPure; }
    /// False: it certainly expands to the same text for any value.
    bool mayUseValue() const { return m_mayUseValue; }

  private:
    friend class TemplateExpansion;
    std::variant<std::string, templates::RuleTemplate> m_text;
    bool m_isPure = true;
    bool m_mayUseValue = false;
};

/// Expands the templates of one result; what they share is made once, and only where there is a template.
/// Threads: thread-compatible; no longer than its data.
class TemplateExpansion {
  public:
    explicit TemplateExpansion(const TemplateData& data)
        : m_data(data) {}

    /// Never fails: what goes wrong becomes the text, `<error expanding template: ...>`, and one of failures().
    std::string expand(const RuleTemplate& text);
    /// What went wrong so far.
    const std::vector<std::string>& failures() const { return m_failures; }

  private:
    void prepare();

    const TemplateData& m_data;
    std::optional<templates::Value> m_value;
    templates::RuleEnvironment m_environment;
    std::vector<std::string> m_failures;
};

} // namespace hearth::rules
