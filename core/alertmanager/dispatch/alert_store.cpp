// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/dispatch/alert_store.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "journal/active_alert_table.h"

namespace hearth::alertmanager {
namespace {

/// An end in the journal that is so near is to be moved at once.
constexpr model::DurationMs kNearEnd = 30 * model::kSecondMs;

bool overlap(const Alert& older, const Alert& newer) {
    return (newer.endsAt > older.startsAt && newer.endsAt < older.endsAt) ||
           (newer.startsAt > older.startsAt && newer.startsAt < older.endsAt);
}

std::string faultOf(const model::Labels& labels) {
    for (const auto& label : labels) {
        if (!model::isLabelName(label.name)) {
            return fmt::format("invalid name \"{}\"", label.name);
        }
        if (!isValidUtf8(label.value)) {
            return fmt::format("invalid value of \"{}\"", label.name);
        }
    }
    return {};
}

journal::ActiveAlertTable::Times timesOf(const Alert& alert) {
    return {.startsAt = alert.startsAt,
            .endsAt = alert.endsAt,
            .updatedAt = alert.updatedAt,
            .endsByTimeout = alert.endsByTimeout};
}

} // namespace

std::string faultOf(const Alert& alert) {
    if (alert.endsAt != 0 && alert.endsAt < alert.startsAt) {
        return "start time must be before end time";
    }
    if (alert.labels.empty()) {
        return "at least one label pair required";
    }
    if (auto fault = faultOf(alert.labels); !fault.empty()) {
        return "invalid label set: " + fault;
    }
    if (auto fault = faultOf(alert.annotations); !fault.empty()) {
        return "invalid annotations: " + fault;
    }
    return {};
}

Alert completed(PostedAlert posted, model::TimestampMs now, model::DurationMs resolveTimeout) {
    Alert alert{.labels = std::move(posted.labels),
                .annotations = std::move(posted.annotations),
                .generatorUrl = std::move(posted.generatorUrl),
                .startsAt = posted.startsAt,
                .endsAt = posted.endsAt,
                .updatedAt = now};
    if (alert.startsAt == 0) {
        alert.startsAt = alert.endsAt == 0 ? now : alert.endsAt;
    }
    if (alert.endsAt == 0) {
        alert.endsByTimeout = true;
        alert.endsAt = now + resolveTimeout;
    }
    alert.fingerprint = fingerprintOf(alert.labels);
    return alert;
}

Result<void> AlertStore::restore(journal::Database& database, model::TimestampMs lastSeen, model::TimestampMs now,
                                 model::DurationMs patience) {
    const auto away = std::max<model::DurationMs>(now - lastSeen, 0);
    for (auto& row : HEARTH_TRY(journal::ActiveAlertTable(database).all())) {
        Alert alert{.labels = std::move(row.labels),
                    .annotations = std::move(row.annotations),
                    .generatorUrl = std::move(row.generatorUrl),
                    .startsAt = row.times.startsAt,
                    .endsAt = row.times.endsAt,
                    .updatedAt = row.times.updatedAt,
                    .endsByTimeout = row.times.endsByTimeout,
                    .fingerprint = row.fingerprint};
        if (alert.endsAt > lastSeen) {
            alert.endsAt = std::max(alert.endsAt, std::min(alert.endsAt + away, now + patience));
        }
        auto& entry = m_entries[alert.fingerprint];
        entry = {.alert = std::make_shared<const Alert>(std::move(alert)),
                 .row = row.id,
                 .textsChanged = false,
                 .savedEnd = row.times.endsAt};
        m_lastRow = std::max(m_lastRow, row.id);
        watch(entry, now);
    }
    return {};
}

void AlertStore::watch(Entry& entry, model::TimestampMs now) {
    const auto& alert = *entry.alert;
    if (!entry.isWatched && alert.endsAt != 0 && !alert.isResolvedAt(now)) {
        m_ends.emplace(alert.endsAt, alert.fingerprint);
        entry.isWatched = true;
    }
}

/// Of those over the limit the ones that ended make room (Alertmanager: limit.Bucket).
bool AlertStore::exceedsNameLimit(const Alert& alert, model::TimestampMs now) {
    if (m_limits.perName == 0) {
        return false;
    }
    auto& ends = m_byName[std::string(alert.labels.value("alertname"))];
    if (!ends.contains(alert.fingerprint) && ends.size() >= m_limits.perName) {
        const auto ended = std::ranges::find_if(ends, [&](const auto& item) { return item.second < now; });
        if (ended == ends.end()) {
            return true;
        }
        ends.erase(ended);
    }
    ends[alert.fingerprint] = alert.endsAt;
    return false;
}

Result<AlertStore::Change> AlertStore::put(Alert alert, model::TimestampMs now) {
    const auto found = m_entries.find(alert.fingerprint);
    Change change;
    if (found != m_entries.end()) {
        change.before = found->second.alert;
        if (overlap(*change.before, alert)) {
            alert = merged(*change.before, alert);
        }
    }
    if (exceedsNameLimit(alert, now) || (!change.before && m_entries.size() >= m_limits.alerts)) {
        m_metrics.limited.increment();
        return fail(ErrorCode::kLimit, "too many alerts");
    }
    const auto fingerprint = alert.fingerprint;
    change.after = std::make_shared<const Alert>(std::move(alert));
    const auto& after = *change.after;
    change.turned = !change.before || change.before->isResolvedAt(now) != after.isResolvedAt(now);
    auto& entry = found != m_entries.end() ? found->second : m_entries[fingerprint];
    // One that ended may have been taken out of the journal.
    entry.textsChanged = entry.textsChanged || change.turned || change.before->annotations != after.annotations ||
                         change.before->generatorUrl != after.generatorUrl;
    entry.alert = change.after;
    entry.row = entry.row == 0 ? ++m_lastRow : entry.row;
    watch(entry, now);
    m_changed.emplace(entry.row, fingerprint);
    m_isUrgent = m_isUrgent || change.turned || after.endsAt < entry.savedEnd || entry.savedEnd < now + kNearEnd;
    return change;
}

std::vector<AlertPtr> AlertStore::prolong(model::TimestampMs time, model::DurationMs by, model::TimestampMs now) {
    std::vector<AlertPtr> prolonged;
    for (auto& [fingerprint, entry] : m_entries) {
        if (entry.alert->isResolvedAt(time)) {
            continue;
        }
        auto alert = *entry.alert;
        alert.endsAt += by;
        entry.alert = std::make_shared<const Alert>(std::move(alert));
        watch(entry, now);
        m_changed.emplace(entry.row, fingerprint);
        m_isUrgent = true;
        prolonged.push_back(entry.alert);
    }
    return prolonged;
}

AlertPtr AlertStore::find(Fingerprint fingerprint) const {
    const auto found = m_entries.find(fingerprint);
    return found == m_entries.end() ? nullptr : found->second.alert;
}

void AlertStore::hold(Fingerprint fingerprint) {
    ++m_entries.at(fingerprint).holders;
}

void AlertStore::release(Fingerprint fingerprint, model::TimestampMs now) {
    const auto found = m_entries.find(fingerprint);
    if (found != m_entries.end() && --found->second.holders == 0 && found->second.alert->isResolvedAt(now)) {
        m_changed.emplace(found->second.row, fingerprint);
        m_isUrgent = true;
    }
}

bool AlertStore::isHeld(Fingerprint fingerprint) const {
    const auto found = m_entries.find(fingerprint);
    return found != m_entries.end() && found->second.holders > 0;
}

std::vector<AlertPtr> AlertStore::takeExpired(model::TimestampMs now) {
    std::vector<AlertPtr> expired;
    while (!m_ends.empty() && m_ends.top().first <= now) {
        const auto [end, fingerprint] = m_ends.top();
        m_ends.pop();
        const auto found = m_entries.find(fingerprint);
        if (found == m_entries.end()) {
            continue;
        }
        auto& entry = found->second;
        entry.isWatched = false;
        if (entry.alert->isResolvedAt(now)) {
            // One that was told to be over is no news.
            if (entry.alert->endsAt > entry.alert->updatedAt) {
                expired.push_back(entry.alert);
            }
        } else {
            watch(entry, now);
        }
    }
    return expired;
}

std::vector<Fingerprint> AlertStore::collectGarbage(model::TimestampMs now) {
    std::vector<Fingerprint> gone;
    std::erase_if(m_entries, [&](const auto& item) {
        const auto& [fingerprint, entry] = item;
        if (!entry.alert->isResolvedAt(now) || entry.holders > 0) {
            return false;
        }
        gone.push_back(fingerprint);
        if (m_limits.perName != 0) {
            m_byName[std::string(entry.alert->labels.value("alertname"))].erase(fingerprint);
        }
        m_changed.emplace(entry.row, fingerprint);
        m_isUrgent = true;
        return true;
    });
    std::erase_if(m_byName, [](const auto& item) { return item.second.empty(); });
    return gone;
}

Result<void> AlertStore::save(journal::Database& database, model::TimestampMs now) {
    journal::ActiveAlertTable table(database);
    for (const auto& [row, fingerprint] : m_changed) {
        const auto found = m_entries.find(fingerprint);
        // One that came back after it was forgotten has another row.
        if (found == m_entries.end() || found->second.row != row ||
            (found->second.holders == 0 && found->second.alert->isResolvedAt(now))) {
            HEARTH_TRY(table.remove(row));
            continue;
        }
        const auto& alert = found->second.alert;
        if (found->second.textsChanged) {
            HEARTH_TRY(table.put(row, fingerprint, alert->labels, alert->annotations, alert->generatorUrl));
        }
        HEARTH_TRY(table.putTimes(row, timesOf(*alert)));
    }
    return {};
}

void AlertStore::saved() {
    for (const auto& [row, fingerprint] : m_changed) {
        const auto found = m_entries.find(fingerprint);
        if (found != m_entries.end()) {
            found->second.textsChanged = false;
            found->second.savedEnd = found->second.alert->endsAt;
        }
    }
    m_changed.clear();
    m_isUrgent = false;
}

} // namespace hearth::alertmanager
