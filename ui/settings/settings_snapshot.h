// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "datasource/data_source.h"
#include "datasource/notification_settings.h"

namespace hearth::ui {

/// Where a server's alerts go, and what of that can be tried.
struct SettingsSnapshot {
    std::shared_ptr<const datasource::NotificationPlan> plan;
    std::vector<datasource::LastDelivery> last;
    bool isHearth = false; ///< It knows last deliveries and sends tests.
    model::TimestampMs readAt = 0;

    /// Null where nothing was told since the server started, or before it keeps.
    const datasource::LastDelivery* lastOf(const std::string& receiver, const std::string& integration) const;
};

/// Blocks. `settings` reads what the server says of its configuration. Threads: thread-safe.
Result<SettingsSnapshot> readSettings(datasource::DataSource& source, datasource::NotificationSettings& settings,
                                      const std::stop_token& stop);

} // namespace hearth::ui
