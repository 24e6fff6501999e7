// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTimer>

#include "base/error.h"
#include "datasource/rule_editing.h"
#include "models/rule_snapshot.h"
#include "widgets/page.h"

class QAction;
class QModelIndex;
class QSplitter;
class QStackedWidget;
class QToolBar;
class QTreeView;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class EmptyState;
class FilterChips;
class FilterField;
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
    /// Whether rules can be made and changed here. Where not, the buttons are greyed with the reason, or not there at
    /// all without one (the default).
    void setEditable(bool editable, const QString& reason = {});

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
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void buildUi();
    void buildTree();
    void buildActions();
    void connectSignals();
    void retranslateUi();
    void startOver();
    void tick();
    void take(Result<RuleSnapshotPtr> snapshot);
    void applyFilter();
    void showCounts();
    void showChips();
    void showDetail();
    void updateActions();
    void restoreView();
    void selectWanted();
    const RuleRow* currentRule() const;
    void copyYaml();
    void editCurrent();

    AsyncSource& m_source;
    RuleSnapshotPtr m_snapshot;
    QSet<QString> m_collapsed; ///< Groups that the person closed.
    QString m_currentKey;
    QString m_wantedName;
    QString m_readOnly;
    bool m_editable = false;
    bool m_loaded = false;
    bool m_unsupported = false;
    int m_ticks = 0;
    QTimer m_timer;

    RulesModel* m_model = nullptr;
    MessageBar* m_message = nullptr;
    FilterField* m_filter = nullptr;
    ElidedLabel* m_counts = nullptr;
    FilterChips* m_chips = nullptr;
    QToolBar* m_tools = nullptr;
    QTreeView* m_tree = nullptr;
    RuleDetail* m_detail = nullptr;
    QSplitter* m_splitter = nullptr;
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
