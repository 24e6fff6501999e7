// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "alertmanager/alertmanager.h"
#include "alertmanager/route/matcher_text.h"
#include "base/clock.h"
#include "datasource/alertmanager_source.h"
#include "datasource/desktop_notification.h"

namespace hearth::engine {

/// The source that asks the Alertmanager of this process. `alertmanager` and `clock` must outlive it; `reload`, and
/// `acknowledged` after a silence was stored that is to be prolonged, are called from any thread.
/// Threads: thread-safe.
std::unique_ptr<datasource::AlertmanagerSource>
makeLocalAlertmanager(alertmanager::Alertmanager& alertmanager, alertmanager::MatcherSyntax syntax, const Clock& clock,
                      std::function<Result<void>()> reload, std::function<void()> acknowledged);

datasource::DesktopNotification desktopNotificationOf(alertmanager::DesktopMessage message);

} // namespace hearth::engine
