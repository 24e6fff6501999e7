// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <array>
#include <cstdint>

#include "models/alert_snapshot.h"
#include "models/state_shape.h"

namespace hearth::ui {

/// A sentence and where it leads.
struct LinkedText {
    enum class Link : std::uint8_t { kNone, kSilence, kAlert, kRule, kSettings };

    QString text;
    Link link = Link::kNone;
    QString target;   ///< An id, a fingerprint, a rule's name, or what is to be set.
    QString linkText; ///< What the button says.

    bool operator==(const LinkedText&) const = default;
};

/// Alerts in words, in the current language.
/// Threads: thread-safe.
class AlertText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::AlertText)

  public:
    /// The order in which conditions are counted up for people: what wants to be done first.
    static constexpr std::array kReadingOrder{
        AlertCondition::kFiring, AlertCondition::kPending,      AlertCondition::kSilenced, AlertCondition::kInhibited,
        AlertCondition::kMuted,  AlertCondition::kAcknowledged, AlertCondition::kUnknown};

    static QString word(AlertCondition condition);
    static StateShape shape(AlertCondition condition);
    /// "3 firing, 1 silenced"; conditions that nothing is in are left out.
    static QString counts(const AlertCounts& counts);
    /// What a group is called: the values of what it is grouped by.
    static QString group(const AlertGroupRow& group);
    /// "40 s", "12 min", "3 h", "2 d": one unit, coarse on purpose, so that it rarely changes.
    static QString age(model::TimestampMs since, model::TimestampMs now);
    /// When age() says something else for the first time after `now`.
    static model::TimestampMs ageChange(model::TimestampMs since, model::TimestampMs now);
    /// "14:00" on the day of `now`, else "2026-11-22 14:00".
    static QString moment(model::TimestampMs time, model::TimestampMs now, bool utc);

    /// Why it is in that state, exactly.
    static LinkedText reason(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc);
    /// What the server cannot say, and why; empty where it says all.
    static QString missing(const AlertSnapshot& snapshot);

  private:
    static LinkedText silenced(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc);
    static LinkedText inhibited(const AlertRow& row, const AlertSnapshot& snapshot);
    static QString firing(const AlertRow& row, const AlertSnapshot& snapshot, model::TimestampMs now, bool utc);
    static QString pending(const AlertRow& row, model::TimestampMs now, bool utc);
};

} // namespace hearth::ui
