// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "models/alert_past.h"
#include "models/alert_snapshot.h"

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class EmptyState;
class WeekStrip;

/// What stands in the place of a list without alerts: that all is quiet, with the week before, or why there is nothing
/// to show. Asks for the week while it is visible.
/// Threads: confined to the GUI thread.
class QuietPane : public QWidget {
    Q_OBJECT

  public:
    /// `source` must outlive it.
    explicit QuietPane(AsyncSource& source, QWidget* parent = nullptr);

    /// One that has no alerts.
    void setSnapshot(AlertSnapshotPtr snapshot);
    void setUtc(bool utc);
    /// What it knows of the week may be another thing by now.
    void forgetWeek();
    /// Everything belonged to another server.
    void startOver();

  signals:
    void helpRequested();

  protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void askWeek();
    void takeWeek(Result<AlertPastPtr> past);
    void render();
    QString quietText() const;

    AsyncSource& m_source;
    AlertSnapshotPtr m_snapshot;
    AlertPastPtr m_past; ///< Null: not known.
    model::TimestampMs m_askedAt = 0;
    bool m_utc = false;
    EmptyState* m_empty = nullptr;
    WeekStrip* m_week = nullptr;
    ElidedLabel* m_weekText = nullptr;
};

} // namespace hearth::ui
