// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_snapshot.h"

#include <algorithm>

#include "base/clock.h"

namespace hearth::ui {

const datasource::LastDelivery* SettingsSnapshot::lastOf(const std::string& receiver,
                                                         const std::string& integration) const {
    const auto found = std::ranges::find_if(
        last, [&](const auto& one) { return one.receiver == receiver && one.integration == integration; });
    return found == last.end() ? nullptr : &*found;
}

Result<SettingsSnapshot> readSettings(datasource::DataSource& source, datasource::NotificationSettings& settings,
                                      const std::stop_token& stop) {
    auto& alertmanager = source.alertmanager();
    const auto status = HEARTH_TRY(alertmanager.status(stop));
    SettingsSnapshot snapshot;
    snapshot.plan = HEARTH_TRY(settings.read(status.config));
    snapshot.readAt = SystemClock().nowMs();
    if (auto last = alertmanager.lastDeliveries(stop)) {
        snapshot.last = *std::move(last);
        snapshot.isHearth = true;
    }
    return snapshot;
}

} // namespace hearth::ui
