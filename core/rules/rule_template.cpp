// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_template.h"

namespace hearth::rules {

struct RuleTemplate::Parsed {};

RuleTemplate::RuleTemplate(std::string text)
    : m_text(std::move(text))
    , m_isLiteral(!m_text.contains("{{"))
    , m_isPure(!m_text.contains("query") && !m_text.contains("now")) {}

Result<RuleTemplate> RuleTemplate::parse(const std::string& text, std::string_view /*alertName*/) {
    return RuleTemplate(text);
}

RuleTemplate RuleTemplate::parseAnyway(const std::string& text, std::string_view alertName) {
    auto parsed = parse(text, alertName);
    return parsed ? *std::move(parsed) : RuleTemplate(parsed.error().message());
}

std::string RuleTemplate::expand(const TemplateData& /*data*/, std::string& /*failure*/) const {
    return m_text;
}

} // namespace hearth::rules
