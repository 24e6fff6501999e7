// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/identities.h"

namespace hearth::backtest {
template <class Expand>
auto Identities::expand(const PastResult& result, std::set<std::string>& problems, Expand expand) const {
    static const std::function<Result<model::QueryAnswer>(const std::string&)> kNoQuery = [](const std::string&) {
        return fail(ErrorCode::kUnsupported, "queries of templates are not answered over the past");
    };
    const model::VectorSample sample{
        .labels = result.labels, .sample = {.time = result.time, .value = result.value}, .histogram = {}};
    const rules::TemplateData data{.sample = sample,
                                   .externalLabels = m_surroundings.externalLabels,
                                   .externalUrl = m_surroundings.externalUrl,
                                   .pathPrefix = m_surroundings.pathPrefix,
                                   .time = result.time,
                                   .query = kNoQuery,
                                   .stop = {}};
    rules::TemplateExpansion expansion(data);
    auto out = expand(expansion);
    for (const auto& failure : expansion.failures()) {
        if (problems.size() < kMaxProblems) {
            problems.insert(failure);
        }
    }
    return out;
}

Identities::Id Identities::of(const PastResult& result) {
    auto labels = expand(result, m_problems, [&](auto& expansion) { return m_texts.labels(result.labels, expansion); });
    const auto [found, isNew] = m_ids.try_emplace(std::move(labels), static_cast<Id>(m_labels.size()));
    if (isNew) {
        m_labels.push_back(&found->first);
    }
    return found->second;
}

datasource::TextMap Identities::annotations(const PastResult& result, std::set<std::string>& problems) const {
    return *expand(result, problems, [&](auto& expansion) { return m_texts.annotations(expansion); });
}

} // namespace hearth::backtest
