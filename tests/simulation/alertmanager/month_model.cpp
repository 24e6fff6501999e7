// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/alertmanager/month_model.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace hearth::tests {
namespace {

bool isSubset(const std::set<std::string>& part, const std::set<std::string>& whole) {
    return std::ranges::includes(whole, part);
}

} // namespace

bool MonthModel::passes(const std::string& name, const Group& group, const Alert& alert, Seconds now) const {
    const auto isSource = [](const auto& item) { return item.second.source; };
    if (alert.warning && std::ranges::any_of(m_firing, isSource)) {
        return false;
    }
    if (!group.calendar.empty() && !isOpen(group.calendar, now)) {
        return false;
    }
    return std::ranges::none_of(
        m_silences, [&](const Span& span) { return span.group == name && span.begin <= now && now <= span.end; });
}

bool MonthModel::tell(const Target& target, const std::string& name, const std::set<std::string>& firing,
                      const std::set<std::string>& resolved, Seconds now) {
    const auto key = std::pair(name, target.name);
    const auto known = m_log.find(key);
    std::string reason;
    if (known == m_log.end() || known->second.firing.empty()) {
        reason = firing.empty() ? "" : "first notification";
    } else if (!isSubset(firing, known->second.firing)) {
        reason = "new alerts added";
    } else if (firing.empty()) {
        reason = "all alerts resolved";
    } else if (target.sendsResolved && !isSubset(resolved, known->second.resolved)) {
        reason = "some alerts resolved";
    } else if (now - known->second.time > kRepeat) {
        reason = "repeat interval elapsed";
    }
    if (reason.empty()) {
        return true;
    }
    if (target.sendsResolved || !firing.empty()) {
        if (!target.works(now)) {
            return false;
        }
        auto texts = firing;
        for (const auto& id : resolved) {
            if (target.sendsResolved) {
                texts.insert(id + "(resolved)");
            }
        }
        told.push_back(fmt::format("{} {} {}: {}: {}", now, target.name, name, reason, fmt::join(texts, " ")));
    }
    m_log[key] = {.firing = firing, .resolved = resolved, .time = now};
    return true;
}

void MonthModel::flush(const std::string& name, Seconds now) {
    auto& group = m_groups.at(name);
    group.next = now + kInterval;
    std::set<std::string> firing;
    std::set<std::string> resolved;
    std::set<std::string> over;
    for (const auto& [id, alert] : group.members) {
        const auto fires = m_firing.contains(id);
        if (!fires) {
            over.insert(id);
        }
        if (passes(name, group, alert, now)) {
            (fires ? firing : resolved).insert(id);
        }
    }
    auto ok = true;
    if (!firing.empty() || !resolved.empty()) {
        for (const auto& target : m_targets) {
            ok = tell(target, name, firing, resolved, now) && ok;
        }
    }
    if (ok) {
        for (const auto& id : over) {
            group.members.erase(id);
        }
    }
    if (group.members.empty()) {
        m_groups.erase(name);
    }
}

void MonthModel::advance(Seconds now) {
    m_nextMaintenance = m_nextMaintenance.value_or(now + kMaintenance);
    while (true) {
        auto next = m_groups.end();
        for (auto it = m_groups.begin(); it != m_groups.end(); ++it) {
            if (next == m_groups.end() || it->second.next < next->second.next) {
                next = it;
            }
        }
        const auto due = next == m_groups.end() ? now + 1 : next->second.next;
        if (*m_nextMaintenance <= now && *m_nextMaintenance < due) {
            std::erase_if(m_log,
                          [&](const auto& item) { return item.second.time + 2 * kRepeat <= *m_nextMaintenance; });
            *m_nextMaintenance += kMaintenance;
        } else if (due <= now) {
            flush(std::string(next->first), due);
        } else {
            return;
        }
    }
}

void MonthModel::fire(const Alert& alert, Seconds now) {
    m_firing.emplace(alert.id, alert);
    const auto [group, added] = m_groups.try_emplace(alert.group);
    if (added) {
        group->second = {.calendar = alert.calendar, .members = {}, .next = now + kWait};
    }
    group->second.members.emplace(alert.id, alert);
}

void MonthModel::resolve(const Alert& alert) {
    m_firing.erase(alert.id);
}

void MonthModel::reload(Seconds now) {
    for (auto& [name, group] : m_groups) {
        group.next = now;
    }
}

void MonthModel::restart(Seconds now) {
    reload(now);
    m_nextMaintenance = now + kMaintenance;
}

} // namespace hearth::tests
