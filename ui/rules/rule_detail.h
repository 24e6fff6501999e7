// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTabWidget>

#include "models/rule_snapshot.h"

class QPlainTextEdit;
class QTreeWidget;

namespace hearth::ui {

class ExpressionHighlighter;
class FactGrid;

/// All about one rule in tabs: its expression and facts, its labels and annotations, its alerts.
/// Threads: confined to the GUI thread.
class RuleDetail : public QTabWidget {
    Q_OBJECT

  public:
    /// Alerts that are listed.
    static constexpr int kMaxAlerts = 500;

    explicit RuleDetail(QWidget* parent = nullptr);

    /// Copies what it shows; without a rule it is the group, nulls clear. Showing the same rule again keeps the tab and
    /// its scroll position.
    void showRule(const RuleRow* row, const RuleGroupRow* group, model::TimestampMs now);
    void setUtc(bool utc);

  signals:
    /// The alert's labels as words of a filter.
    void alertActivated(const QString& filter);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    enum Fact { kState, kGroup, kFile, kFor, kKeepFiring, kInterval, kLast, kDuration, kError, kFactCount };
    enum Tab { kOverviewTab, kLabelsTab, kAlertsTab };

    QWidget* buildOverview();
    QTreeWidget* buildList();
    void retranslateUi();
    void render();
    QStringList ruleFacts() const;
    QStringList groupFacts() const;
    QString evaluated(const std::optional<model::TimestampMs>& last) const;
    void renderLabels();
    void renderAlerts();

    RuleRow m_row;
    RuleGroupRow m_group; ///< Without its rows.
    model::TimestampMs m_now = 0;
    bool m_shown = false;
    bool m_utc = false;

    QPlainTextEdit* m_expression = nullptr;
    ExpressionHighlighter* m_highlighter = nullptr;
    FactGrid* m_facts = nullptr;
    QTreeWidget* m_labels = nullptr;
    QTreeWidget* m_alerts = nullptr;
};

} // namespace hearth::ui
