// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_join.h"

#include <algorithm>

namespace hearth::ui {
namespace {

using datasource::ReceivedAlert;

/// Searches that find nothing cost as many comparisons as an alert's name has alerts: there must be few.
constexpr std::size_t kMaxSearches = 64;

bool contains(const model::Labels& all, const model::Labels& some) {
    return std::ranges::all_of(some, [&](const auto& label) { return all.value(label.name) == label.value; });
}

std::vector<std::string> addedNames(const model::Labels& all, const model::Labels& some) {
    std::vector<std::string> names;
    for (const auto& label : all) {
        if (!some.has(label.name)) {
            names.emplace_back(label.name);
        }
    }
    return names;
}

} // namespace

AlertJoin::AlertJoin(const std::vector<const ReceivedAlert*>& received)
    : m_all(received) {
    auto& same = m_added.emplace_back();
    same.byRest.reserve(received.size());
    for (const auto* alert : received) {
        same.byRest.emplace(alert->labels.hash(), alert);
        m_byName[std::string(alert->labels.value("alertname"))].push_back(alert);
    }
}

const ReceivedAlert* AlertJoin::claim(const ReceivedAlert* alert) {
    m_taken[alert] = true;
    return alert;
}

const ReceivedAlert* AlertJoin::take(const datasource::Alert& alert) {
    const auto hash = alert.labels.hash();
    for (const auto& added : m_added) {
        const auto [begin, end] = added.byRest.equal_range(hash);
        for (auto it = begin; it != end; ++it) {
            if (!m_taken.contains(it->second) && it->second->labels.without(added.names) == alert.labels) {
                return claim(it->second);
            }
        }
    }
    return alert.state == datasource::AlertState::kFiring ? learn(alert) : nullptr;
}

/// Only for alerts that fire: the others were not sent, and need not be found.
const ReceivedAlert* AlertJoin::learn(const datasource::Alert& alert) {
    const auto named = m_byName.find(std::string(alert.labels.value("alertname")));
    if (named == m_byName.end() || m_searches >= kMaxSearches) {
        return nullptr;
    }
    ++m_searches;
    const auto found = std::ranges::find_if(named->second, [&](const auto* candidate) {
        return !m_taken.contains(candidate) && contains(candidate->labels, alert.labels);
    });
    if (found == named->second.end()) {
        return nullptr;
    }
    Added added{addedNames((*found)->labels, alert.labels), {}};
    for (const auto* candidate : m_all) {
        if (!m_taken.contains(candidate)) {
            added.byRest.emplace(candidate->labels.without(added.names).hash(), candidate);
        }
    }
    m_added.push_back(std::move(added));
    return claim(*found);
}

std::vector<const ReceivedAlert*> AlertJoin::rest() const {
    std::vector<const ReceivedAlert*> rest;
    std::ranges::copy_if(m_all, std::back_inserter(rest), [&](const auto* alert) { return !m_taken.contains(alert); });
    return rest;
}

} // namespace hearth::ui
