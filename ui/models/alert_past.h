// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "model/query_value.h"

namespace hearth::ui {

/// A silence that held an alert back, as far as the Alertmanager still remembers it.
struct PastSilence {
    model::TimeRange range;
    QString id;
    QString comment;
    bool acknowledgement = false;

    bool operator==(const PastSilence&) const = default;
};

/// One life of an alert: from when its expression held until it did not.
struct AlertLife {
    QString fingerprint;
    model::Labels labels;
    QString name;
    std::string haystack; ///< Lower-case text that the filter searches, UTF-8: all values of labels.
    model::TimestampMs activeAt = 0;
    bool activeKnown = true;                      ///< False: it began before what is known.
    std::optional<model::TimestampMs> firedAt;    ///< Unset: it never came past pending.
    bool firedKnown = true;                       ///< False: it fired before what is known, at `firedAt` at the latest.
    std::optional<model::TimestampMs> resolvedAt; ///< Unset: it goes on.
    std::optional<double> value;                  ///< The highest that was written down.
    std::vector<PastSilence> silences;

    bool operator==(const AlertLife&) const = default;
};

/// What alerts did within a range of time, newest first. Immutable once built.
struct AlertPast {
    enum class Source : std::uint8_t { kHistory, kSeries };

    std::vector<AlertLife> lives;
    model::TimeRange range;
    Source source = Source::kHistory;
    model::DurationMs step = 0; ///< Of kSeries: how exact times are.
    bool complete = true;       ///< False: the limit cut off what is older.

    bool operator==(const AlertPast&) const = default;
    /// The last moment at which something fired; unset where nothing did.
    std::optional<model::TimestampMs> lastFired() const;
};
using AlertPastPtr = std::shared_ptr<const AlertPast>;

/// From what an Alertmanager noted, in any order. `limit` is what was asked for; 0: none.
AlertPast alertPastOf(std::vector<datasource::AlertTransition> transitions, model::TimeRange range, std::size_t limit);
/// From the series ALERTS, asked for in steps.
AlertPast alertPastOf(const model::Matrix& series, model::TimeRange range, model::DurationMs step);
/// Adds to each life the silences that matched it while it fired.
void addSilences(AlertPast& past, const std::vector<datasource::Silence>& silences);

} // namespace hearth::ui
