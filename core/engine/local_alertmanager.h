// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "alertmanager/alertmanager.h"
#include "alertmanager/route/matcher_text.h"
#include "base/clock.h"
#include "datasource/alertmanager_source.h"

namespace hearth::engine {

/// The source that asks the Alertmanager of this process. `alertmanager` and `clock` must outlive it; `reload` is
/// called from any thread.
/// Threads: thread-safe.
std::unique_ptr<datasource::AlertmanagerSource> makeLocalAlertmanager(alertmanager::Alertmanager& alertmanager,
                                                                      alertmanager::MatcherSyntax syntax,
                                                                      const Clock& clock,
                                                                      std::function<Result<void>()> reload);

} // namespace hearth::engine
