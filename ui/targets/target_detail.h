// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "models/target_snapshot.h"

class QPlainTextEdit;
class QTreeWidget;

namespace hearth::ui {

class FactGrid;

/// All about one target in three tabs: overview, labels before and after relabelling, the whole error.
/// Threads: confined to the GUI thread.
class TargetDetail : public QTabWidget {
    Q_OBJECT

  public:
    explicit TargetDetail(QWidget* parent = nullptr);

    /// Copies what it shows; null clears. Showing the same target again keeps the tab and its scroll position.
    void showTarget(const TargetRow* row, const QString& pool, model::TimestampMs now);
    void setUtc(bool utc);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    enum Fact { kStateFact, kAddressFact, kPoolFact, kLastFact, kDurationFact, kIntervalFact, kErrorFact, kFactCount };

    void buildUi();
    void retranslateUi();
    void render();
    void renderLabels();

    TargetRow m_row;
    QString m_pool;
    model::TimestampMs m_now = 0;
    bool m_shown = false;
    bool m_utc = false;

    FactGrid* m_facts = nullptr;
    QTreeWidget* m_labels = nullptr;
    QPlainTextEdit* m_error = nullptr;
};

} // namespace hearth::ui
