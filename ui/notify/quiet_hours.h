// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QTime>

namespace hearth::ui {

/// When this desktop is to be left alone, the same times every day.
struct QuietHours {
    bool enabled = false;
    QTime from{22, 0};
    QTime to{7, 0}; ///< Before `from`: on the next day. Equal to it: never.
    bool criticalPasses = true;

    bool operator==(const QuietHours&) const = default;

    /// When the quiet that holds at `now` ends; invalid where it is not quiet. Local time.
    QDateTime endAt(const QDateTime& now) const;
};

} // namespace hearth::ui
