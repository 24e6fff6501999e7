// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "datasource/alertmanager_types.h"

namespace hearth::ui {

/// One silence as the table shows it.
struct SilenceRow {
    QString key;      ///< Its id.
    QString matchers; ///< `a="b", c=~"d"`
    QString by;
    QString comment;  ///< Of an acknowledgement: its note.
    QString haystack; ///< Lower-case text that the filter searches.
    bool isAcknowledgement = false;
    /// How many alerts it matches now; unset where it is expired, or the alerts are not known.
    std::optional<std::size_t> matches;
    datasource::Silence silence;

    /// It is in force for nothing.
    bool isUnused() const { return matches == std::size_t{0} && silence.state == datasource::SilenceState::kActive; }
    /// Whether both show the same.
    bool looksLike(const SilenceRow& other) const;
};

using ReceivedAlerts = std::vector<datasource::ReceivedAlert>;

/// All silences at one moment: active ones first (the one that ends soonest first), then pending ones (by start), then
/// expired ones (the latest first). Immutable once built: shared between threads and views.
struct SilenceSnapshot {
    std::vector<SilenceRow> rows;
    std::size_t active = 0;
    std::size_t pending = 0;
    std::size_t expired = 0;
    std::shared_ptr<const ReceivedAlerts> alerts; ///< Null where they are not known.
};

using SilenceSnapshotPtr = std::shared_ptr<const SilenceSnapshot>;

/// `alerts` may be null. About 5 µs a silence, and 0.3 µs an alert for each label that silences name.
/// Threads: thread-safe.
SilenceSnapshotPtr makeSilenceSnapshot(std::vector<datasource::Silence> silences,
                                       std::shared_ptr<const ReceivedAlerts> alerts);

} // namespace hearth::ui
