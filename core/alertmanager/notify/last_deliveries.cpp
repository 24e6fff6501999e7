// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/last_deliveries.h"

#include <fmt/format.h>

#include "alertmanager/notify/notification_log.h"

namespace hearth::alertmanager {

void LastDeliveries::restore(const NotificationLog& log) {
    log.forEach([this](const NotificationLog::Key& key, const NotificationLog::Entry& entry) {
        const auto integration = fmt::format("{}[{}]", key.integration, key.position);
        const auto found = m_last.find({key.receiver, integration});
        if (found == m_last.end() || found->second.time < entry.time) {
            note(key.receiver, integration, LastDelivery::Outcome::kSent, entry.time, {});
        }
    });
}

void LastDeliveries::note(const std::string& receiver, const std::string& integration, LastDelivery::Outcome outcome,
                          model::TimestampMs time, std::string detail) {
    auto& last = m_last[{receiver, integration}];
    last.receiver = receiver;
    last.integration = integration;
    last.outcome = outcome;
    last.time = time;
    last.detail = std::move(detail);
    if (outcome == LastDelivery::Outcome::kSent) {
        last.lastSent = time;
    }
}

std::vector<LastDelivery> LastDeliveries::all() const {
    std::vector<LastDelivery> list;
    list.reserve(m_last.size());
    for (const auto& [place, last] : m_last) {
        list.push_back(last);
    }
    return list;
}

} // namespace hearth::alertmanager
