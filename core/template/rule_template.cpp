// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/rule_template.h"

#include <fmt/format.h>

#include "template/rule_values.h"

namespace hearth::templates {
namespace {

/// Stands before every text, so that errors of its first line have the columns that Prometheus's have.
constexpr std::string_view kDefinitions = "{{$labels := .Labels}}"
                                          "{{$externalLabels := .ExternalLabels}}"
                                          "{{$externalURL := .ExternalURL}}"
                                          "{{$value := .Value}}";

} // namespace

Result<RuleTemplate> RuleTemplate::parse(const std::string& alert, std::string text) {
    if (!text.contains("{{")) {
        return RuleTemplate(std::move(text), std::nullopt);
    }
    const TemplateSet set(prometheusFunctions());
    auto parsed = HEARTH_TRY(set.parseText("__alert_" + alert, fmt::format("{}{}", kDefinitions, text)));
    return RuleTemplate(std::move(text), std::move(parsed));
}

Result<std::string> RuleTemplate::expand(const Value& data, RuleEnvironment& environment, std::stop_token stop,
                                         const Limits& limits) const {
    if (!m_template) {
        return m_text;
    }
    auto expanded = m_template->execute(
        data, {.mode = Mode::kText, .limits = limits, .stop = std::move(stop), .environment = &environment});
    if (!expanded) {
        return std::unexpected(
            std::move(expanded).error().withContext(fmt::format("error executing template {}", m_template->name())));
    }
    return expanded;
}

} // namespace hearth::templates
