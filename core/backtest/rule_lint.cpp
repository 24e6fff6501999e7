// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/rule_lint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <string_view>
#include <tuple>

#include "backtest/expression_lint.h"
#include "model/labels.h"
#include "rules/alert_texts.h"

namespace hearth::backtest {
namespace {

using datasource::RuleDraft;
using datasource::RuleFinding;
using Field = RuleFinding::Field;
using Severity = RuleFinding::Severity;

/// The line that a message such as `template: __alert_X:3: ...` names, as offsets into the text; else all of it.
std::pair<std::size_t, std::size_t> lineNamed(const std::string& message, const std::string& alert,
                                              const std::string& text) {
    const auto head = fmt::format("__alert_{}:", alert);
    const auto at = message.find(head);
    std::size_t number = 0;
    if (at != std::string::npos) {
        const auto* const begin = message.data() + at + head.size();
        std::from_chars(begin, message.data() + message.size(), number);
    }
    std::size_t begin = 0;
    for (; number > 1; --number) {
        const auto end = text.find('\n', begin);
        if (end == std::string::npos) {
            return {0, text.size()};
        }
        begin = end + 1;
    }
    return {begin, std::min(text.find('\n', begin), text.size())};
}

/// The first action that writes the value, rather than deciding by it; as offsets, both 0 where there is none.
std::pair<std::size_t, std::size_t> writtenValue(std::string_view text) {
    constexpr std::array<std::string_view, 4> kDeciding{"if ", "else", "with ", "range "};
    for (auto begin = text.find("{{"); begin != std::string_view::npos; begin = text.find("{{", begin + 2)) {
        const auto end = text.find("}}", begin);
        if (end == std::string_view::npos) {
            break;
        }
        auto action = text.substr(begin + 2, end - begin - 2);
        action.remove_prefix(std::min(action.find_first_not_of("- \t"), action.size()));
        const bool decides =
            std::ranges::any_of(kDeciding, [action](std::string_view word) { return action.starts_with(word); });
        if (!decides && (action.contains("$value") || action.contains(".Value"))) {
            return {begin, end + 2};
        }
    }
    return {0, 0};
}

class Linter {
  public:
    Linter(const RuleDraft& rule, const promql::ParseOptions& parse)
        : m_rule(rule)
        , m_parse(parse) {}

    std::vector<RuleFinding> lint() {
        if (m_rule.name.empty()) {
            add(Field::kName, Severity::kError, "", 0, 0, "the alert needs a name");
        }
        lintExpression();
        if (m_rule.holdFor == 0) {
            add(Field::kFor, Severity::kWarning, "", 0, 0,
                "without a duration the alert fires at the first evaluation, and at every short spike");
        }
        lintTexts(m_rule.labels, Field::kLabels);
        lintTexts(m_rule.annotations, Field::kAnnotations);
        if (!m_rule.labels.contains("severity")) {
            add(Field::kLabels, Severity::kWarning, "severity", 0, 0,
                "without the label severity, routes and people cannot tell how urgent it is");
        }
        std::ranges::stable_sort(m_findings, {}, [](const RuleFinding& finding) {
            return std::tuple(finding.field, finding.key, finding.begin);
        });
        return std::move(m_findings);
    }

  private:
    void add(Field field, Severity severity, const std::string& key, std::size_t begin, std::size_t end,
             std::string message) {
        m_findings.push_back({.field = field,
                              .severity = severity,
                              .key = key,
                              .begin = begin,
                              .end = end,
                              .message = std::move(message)});
    }

    void lintExpression() {
        for (const auto& error : promql::check(m_rule.expression, m_parse)) {
            const auto range = error.range().value_or(SourceRange());
            add(Field::kExpression, Severity::kError, "", range.begin, range.end, error.message());
        }
        const auto expr = promql::parse(m_rule.expression, m_parse);
        if (!expr) {
            return;
        }
        for (auto& finding : lintExpr(*expr)) {
            add(Field::kExpression, finding.isError ? Severity::kError : Severity::kWarning, "", finding.range.begin,
                finding.range.end, std::move(finding.message));
        }
        const auto known = labelsOf(*expr);
        for (const auto& [label, value] : m_rule.labels) {
            if (std::ranges::find(known, label) != known.end()) {
                add(Field::kLabels, Severity::kWarning, label, 0, value.size(),
                    fmt::format("the results have a label {} already, which this one replaces", label));
            }
        }
    }

    void lintTexts(const datasource::TextMap& texts, Field field) {
        for (const auto& [name, text] : texts) {
            const bool isLabel = field == Field::kLabels;
            if (!model::isLabelName(name) || (isLabel && name == model::kMetricName)) {
                add(field, Severity::kError, name, 0, 0, "this cannot be a name");
            } else if (isLabel && name == rules::kAlertNameLabel) {
                add(field, Severity::kWarning, name, 0, text.size(), "the alert's name takes its place");
            }
            if (const auto [begin, end] = writtenValue(text); isLabel && end > 0) {
                add(field, Severity::kWarning, name, begin, end,
                    "each value makes an alert of its own, which begins to wait anew: say the value in an annotation");
            }
            if (const auto parsed = rules::RuleTemplate::parse(text, m_rule.name); !parsed) {
                const auto [begin, end] = lineNamed(parsed.error().message(), m_rule.name, text);
                add(field, Severity::kError, name, begin, end, parsed.error().message());
            }
        }
    }

    const RuleDraft& m_rule;
    const promql::ParseOptions& m_parse;
    std::vector<RuleFinding> m_findings;
};

} // namespace

std::vector<RuleFinding> lintRule(const RuleDraft& rule, const promql::ParseOptions& parse) {
    return Linter(rule, parse).lint();
}

} // namespace hearth::backtest
