// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include "models/history_model.h"

class QTreeView;

namespace hearth::ui {

class AsyncSource;

/// Fills in what the rows of a history in sight lack: who was told, and how far the value went. A few rows are asked
/// for at a time, so that rows that are scrolled out of sight are not asked for, and again as long as the answer may
/// change. Threads: confined to the GUI thread.
class HistoryDetails : public QObject {
    Q_OBJECT

  public:
    /// All must outlive it.
    HistoryDetails(AsyncSource& source, HistoryModel& model, QTreeView& view, QObject* parent);

    /// Other rows may be in sight.
    void askSoon();
    /// Everything belonged to another server.
    void startOver();

  private:
    using Moments = QHash<QString, model::TimestampMs>;

    void ask();
    void askTraces(const std::vector<const AlertLife*>& lives);
    void askPeaks(const std::vector<const AlertLife*>& lives);
    std::vector<const AlertLife*> inSight() const;
    void pause();

    AsyncSource& m_source;
    HistoryModel& m_model;
    QTreeView& m_view;
    QTimer m_timer;
    Moments m_tracedAt; ///< By fingerprint.
    Moments m_peakedAt; ///< By HistoryModel::lifeKey().
    bool m_hasTraces = true;
    model::TimestampMs m_pausedUntil = 0; ///< After a failure.
};

} // namespace hearth::ui
