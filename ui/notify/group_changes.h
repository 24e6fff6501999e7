// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "datasource/alertmanager_types.h"
#include "datasource/desktop_notification.h"

namespace hearth::ui {

/// Tells from what a server says of its groups, now and before, what the desktop is to show. A server that could not be
/// asked for a while is compared with what it said last, so that nothing is told twice.
/// Threads: confined to the GUI thread.
class GroupChanges {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::GroupChanges)

  public:
    /// Groups with alerts that were not there before, that have lost some, and that are resolved. Alerts that are held
    /// back are neither new nor resolved.
    std::vector<datasource::DesktopNotification> update(const std::vector<datasource::AlertGroup>& groups);

  private:
    struct Known {
        std::set<std::string> active; ///< Fingerprints.
        std::string receiver;
    };
    static datasource::DesktopNotification notificationOf(const datasource::AlertGroup& group, const std::string& key,
                                                          std::vector<datasource::ReceivedAlert> active);

    std::map<std::string, Known> m_known;
};

} // namespace hearth::ui
