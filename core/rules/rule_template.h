// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "model/labels.h"
#include "model/query_value.h"
#include "model/time.h"

namespace hearth::rules {

/// What the templates of one result see.
struct TemplateData {
    const model::VectorSample& sample; ///< Of the expression; `$labels` and `$value`.
    const model::Labels& externalLabels;
    const std::string& externalUrl;
    model::TimestampMs time; ///< Of the evaluation.
    /// What the function `query` asks.
    const std::function<Result<model::QueryAnswer>(const std::string& expr)>& query;
};

/// The text of a label or annotation of an alerting rule: read once, expanded for every result.
/// Threads: thread-safe (immutable value).
class RuleTemplate {
  public:
    /// kInvalidArgument: `template: __alert_Name:1: ...`
    static Result<RuleTemplate> parse(const std::string& text, std::string_view alertName);

    /// A text that is no template expands to the reason.
    static RuleTemplate parseAnyway(const std::string& text, std::string_view alertName);

    /// Whether it expands to the same text for equal labels and an equal value.
    bool isPure() const { return m_isPure; }
    /// Whether it expands to itself.
    bool isLiteral() const { return m_isLiteral; }

    /// Never fails: what goes wrong becomes the text, `<error expanding template: ...>`, and is put into `failure`.
    std::string expand(const TemplateData& data, std::string& failure) const;

  private:
    struct Parsed;
    explicit RuleTemplate(std::string text);

    std::string m_text;
    bool m_isLiteral = false;
    bool m_isPure = false;
    std::shared_ptr<const Parsed> m_parsed;
};

} // namespace hearth::rules
