// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <vector>

#include "models/alert_filter.h"
#include "models/alert_past.h"
#include "models/alert_snapshot.h"

namespace hearth::ui {

/// An AlertFilter over what alerts did. A state means that the alert was in it while it lived; whom it went to and what
/// inhibited or muted it is known of alerts that go on.
/// Threads: thread-compatible. Both arguments must outlive it.
class PastFilter {
  public:
    PastFilter(const AlertFilter& filter, const AlertSnapshot& present);

    bool accepts(const AlertLife& life) const;

  private:
    const AlertRow* presentOf(const AlertLife& life) const;

    const AlertFilter& m_filter;
    QHash<QString, std::vector<const AlertRow*>> m_byName; ///< Empty where the filter does not ask.
};

} // namespace hearth::ui
