// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "datasource/rule_editing.h"
#include "models/rule_snapshot.h"
#include "widgets/page.h"

class QAction;
class QStackedWidget;

namespace hearth::ui {

class AsyncSource;
class EmptyState;
class FilterChips;
class GroupTree;
class ListPane;
class MessageBar;
class RuleDetail;
class RulesModel;

/// Groups and rules with their state, health and timing.
/// Threads: confined to the GUI thread.
class RulesPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit RulesPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    void focusFind() override;
    void setUtc(bool utc) override;
    /// Selects the rule, once it is there.
    void showRule(const QString& name);
    void setFilterText(const QString& text);
    /// Whether rules can be saved here. Where not, why: they can be tried and copied, and the buttons say so.
    void setSavable(bool savable, const QString& reason);

  signals:
    void exploreRequested(const QString& expression);
    /// The alerts of a rule.
    void alertsRequested(const QString& filter);
    void filterTextChanged(const QString& text);
    void helpRequested();
    void newRuleRequested();
    /// The rule as the server tells it, and where it stands.
    void ruleEditRequested(const hearth::datasource::Rule& rule, const hearth::datasource::RulePlace& place);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void buildActions();
    void connectSignals();
    void connectActions();
    void retranslateUi();
    void retranslateActions();
    void startOver();
    void tick();
    void take(Result<RuleSnapshotPtr> snapshot);
    void takeFailure(const Error& error);
    void applyFilter();
    void showCounts();
    void showChips();
    void showEmpty();
    void showDetail();
    void updateActions();
    void selectWanted();
    const RuleRow* currentRule() const;
    void copyExpression();
    void copyYaml();
    void editCurrent();
    void exploreCurrent();
    void showAlerts();

    AsyncSource& m_source;
    RuleSnapshotPtr m_snapshot;
    QString m_wantedName;
    QString m_unsavable; ///< Why nothing can be saved; empty: it can.
    bool m_loaded = false;
    bool m_unsupported = false;
    int m_failures = 0; ///< In a row.

    RulesModel* m_model = nullptr;
    MessageBar* m_message = nullptr;
    ListPane* m_pane = nullptr;
    FilterChips* m_chips = nullptr;
    GroupTree* m_tree = nullptr;
    RuleDetail* m_detail = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;

    QAction* m_new = nullptr;
    QAction* m_edit = nullptr;
    QAction* m_explore = nullptr;
    QAction* m_alerts = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_help = nullptr;
    QAction* m_copyYaml = nullptr;
};

} // namespace hearth::ui
