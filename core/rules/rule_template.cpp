// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_template.h"

#include <fmt/format.h>
#include <utility>
#include <vector>

namespace hearth::rules {
namespace {

std::string failureText(std::string_view reason) {
    return fmt::format("<error expanding template: {}>", reason);
}

templates::SampleValue valueOf(const model::VectorSample& sample) {
    if (!sample.isHistogram()) {
        return sample.sample.value;
    }
    const auto* evaluated = std::get_if<std::shared_ptr<const model::FloatHistogram>>(&sample.histogram);
    return evaluated != nullptr ? *evaluated : std::make_shared<const model::FloatHistogram>();
}

Result<std::vector<templates::QuerySample>> samplesOf(model::QueryAnswer answer) {
    std::vector<templates::QuerySample> out;
    if (const auto* scalar = std::get_if<model::Scalar>(&answer.value)) {
        out.push_back({.labels = {}, .value = scalar->sample.value});
    } else if (auto* vector = std::get_if<model::Vector>(&answer.value)) {
        for (auto& sample : *vector) {
            auto value = valueOf(sample);
            out.push_back({.labels = std::move(sample.labels), .value = std::move(value)});
        }
    } else {
        return fail(ErrorCode::kInvalidArgument, "query result is not a vector or scalar");
    }
    return out;
}

/// Whether there is a dot that no name follows: in an action it stands for all of the data.
bool hasBareDot(std::string_view text) {
    for (std::size_t i = text.find('.'); i != std::string_view::npos; i = text.find('.', i + 1)) {
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        const bool isName = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_';
        if (!isName) {
            return true;
        }
    }
    return false;
}

} // namespace

Result<RuleTemplate> RuleTemplate::parse(const std::string& text, const std::string& alertName) {
    auto parsed = HEARTH_TRY(templates::RuleTemplate::parse(alertName, text));
    RuleTemplate out;
    if (parsed.isPlain()) {
        out.m_text = text;
    } else {
        out.m_isPure = !text.contains("query") && !text.contains("now");
        out.m_mayUseValue = text.contains("alue") || hasBareDot(text);
        out.m_text = std::move(parsed);
    }
    return out;
}

RuleTemplate RuleTemplate::parseAnyway(const std::string& text, const std::string& alertName) {
    auto parsed = parse(text, alertName);
    if (parsed) {
        return *std::move(parsed);
    }
    RuleTemplate out;
    out.m_text = failureText(fmt::format("error parsing template __alert_{}: {}", alertName, parsed.error().message()));
    return out;
}

void TemplateExpansion::prepare() {
    m_value = templates::alertValue({.labels = m_data.sample.labels,
                                     .externalLabels = m_data.externalLabels,
                                     .externalUrl = m_data.externalUrl,
                                     .value = valueOf(m_data.sample)});
    m_environment.now = m_data.time;
    m_environment.externalUrl = m_data.externalUrl;
    m_environment.pathPrefix = m_data.pathPrefix;
    m_environment.query = [this](const std::string& expr) -> Result<std::vector<templates::QuerySample>> {
        return samplesOf(HEARTH_TRY(m_data.query(expr)));
    };
}

std::string TemplateExpansion::expand(const RuleTemplate& text) {
    if (const auto* literal = std::get_if<std::string>(&text.m_text)) {
        return *literal;
    }
    if (!m_value) {
        prepare();
    }
    auto expanded = std::get<templates::RuleTemplate>(text.m_text).expand(*m_value, m_environment, m_data.stop);
    if (expanded) {
        return *std::move(expanded);
    }
    m_failures.push_back(expanded.error().message());
    return failureText(m_failures.back());
}

} // namespace hearth::rules
