// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <vector>

#include "datasource/alertmanager_types.h"
#include "models/alert_text.h"

namespace hearth::ui {

/// One step from the rule to a person.
struct TraceStep {
    QString time;        ///< "21:03:15"; with the date where it is not of the day that is shown.
    LinkedText sentence; ///< With a link where something held the alert back: to what changes it.
    StateShape shape = StateShape::kGood;

    bool operator==(const TraceStep&) const = default;
};

/// The chain of what happened to an alert as sentences.
/// Threads: thread-safe.
class TraceText {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::TraceText)

  public:
    /// Oldest first; equal ones that follow each other are one.
    static std::vector<TraceStep> steps(const std::vector<datasource::TraceEvent>& events, model::TimestampMs now,
                                        bool utc);

  private:
    static TraceStep step(const datasource::TraceEvent& event, model::TimestampMs now, bool utc);
    static QString rule(const datasource::TraceEvent& event);
    static QString grouped(const datasource::TraceEvent& event, bool utc);
    static LinkedText sentence(const datasource::TraceEvent& event, bool utc);
    static LinkedText heldBack(const datasource::TraceEvent& event);
    static LinkedText delivery(const datasource::TraceEvent& event);
    static QString integration(const datasource::TraceEvent& event);
    static QString known(const std::string& reason);
};

} // namespace hearth::ui
