// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_grouping.h"

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

constexpr std::string_view kAlertName = "alertname";
constexpr std::string_view kSeverity = "severity";
/// What people call what must not wait, worst first; others come last.
constexpr std::array<std::string_view, 5> kSeverities{"critical", "page", "error", "warning", "info"};

/// What a person may type to find it.
std::string haystackOf(const AlertRow& row) {
    std::string text;
    for (const auto& label : row.labels) {
        text.append(label.value).append(1, '\n');
    }
    for (const auto& [name, value] : row.annotations) {
        text.append(value).append(1, '\n');
    }
    return (toQString(text) + row.receivers).toLower().toStdString();
}

/// The worst condition, among those the worst severity: lowest first.
std::size_t urgency(const AlertGroupRow& group) {
    const auto& counts = group.counts.byCondition;
    const auto worst = static_cast<std::size_t>(std::ranges::find_if(counts, std::identity()) - counts.begin());
    std::size_t severity = kSeverities.size();
    for (const auto& row : group.rows) {
        if (static_cast<std::size_t>(row.condition) == worst) {
            const auto* found = std::ranges::find(kSeverities, row.labels.value(kSeverity));
            severity = std::min(severity, static_cast<std::size_t>(found - kSeverities.begin()));
        }
    }
    return worst * (kSeverities.size() + 1) + severity;
}

} // namespace

AlertGrouping::AlertGrouping(const AlertAnswers& answers) {
    if (answers.groups) {
        for (const auto& group : *answers.groups) {
            addGroup(group.labels, toQString(group.receiver));
        }
    }
}

void AlertGrouping::add(AlertRow row, const datasource::AlertGroup* group) {
    row.name = toQString(row.labels.value(kAlertName));
    row.labelsText = alertLabelsText(row.labels);
    if (row.key.isEmpty()) {
        row.key = alertFingerprint(row.labels);
    }
    row.haystack = haystackOf(row);
    const auto place = group != nullptr ? addGroup(group->labels, toQString(group->receiver)) : placeOf(row.labels);
    auto& to = m_groups[place];
    ++to.counts[row.condition];
    to.rows.push_back(std::move(row));
}

std::vector<AlertGroupRow> AlertGrouping::take() {
    std::erase_if(m_groups, [](const AlertGroupRow& group) { return group.rows.empty(); });
    std::vector<std::pair<std::size_t, AlertGroupRow>> ranked;
    ranked.reserve(m_groups.size());
    for (auto& group : m_groups) {
        std::ranges::sort(group.rows, [](const AlertRow& a, const AlertRow& b) {
            return std::tie(a.name, a.labels) < std::tie(b.name, b.labels);
        });
        const auto rank = urgency(group);
        ranked.emplace_back(rank, std::move(group));
    }
    std::ranges::stable_sort(ranked, [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.labels, a.second.receiver) <
               std::tie(b.first, b.second.labels, b.second.receiver);
    });
    m_groups.clear();
    for (auto& [rank, group] : ranked) {
        m_groups.push_back(std::move(group));
    }
    return std::move(m_groups);
}

std::size_t AlertGrouping::addGroup(const model::Labels& labels, const QString& receiver) {
    const auto key = toQString(labels.toString()) + QLatin1Char('\n') + receiver;
    const auto found = m_places.constFind(key);
    if (found != m_places.constEnd()) {
        return *found;
    }
    const auto place = m_groups.size();
    m_places.insert(key, place);
    m_byLabels.emplace(labels.hash(), place);
    std::vector<std::string> names;
    for (const auto& label : labels) {
        names.emplace_back(label.name);
    }
    m_groupedBy.insert(std::move(names));
    m_groups.push_back({key, labels, receiver, {}, {}});
    return place;
}

/// Where an alert that is in no group yet would come: the closest group whose labels it has, else one of its name.
std::size_t AlertGrouping::placeOf(const model::Labels& labels) {
    const std::size_t* place = nullptr;
    std::size_t most = 0;
    for (const auto& names : m_groupedBy) {
        const auto wanted = labels.only(names);
        const auto found = m_byLabels.find(wanted.hash());
        if (found != m_byLabels.end() && names.size() >= most && m_groups[found->second].labels == wanted) {
            place = &found->second;
            most = names.size();
        }
    }
    return place != nullptr ? *place : addGroup({{kAlertName, labels.value(kAlertName)}}, QString());
}

} // namespace hearth::ui
