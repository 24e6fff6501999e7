// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <optional>
#include <vector>

#include "data/background.h"
#include "explore/expression_input.h"
#include "explore/panel_state.h"
#include "explore/query_history.h"
#include "widgets/page.h"

class QAction;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace hearth::ui {

class AsyncSource;
class MessageBar;
class MetricCatalog;
class QueryPanel;
class SkewProbe;

/// Expressions and their answers, in as many panels as one likes.
/// Threads: confined to the GUI thread.
class ExplorePage : public Page {
    Q_OBJECT

  public:
    /// Both must outlive the page. `makeInput` makes the editors; without it Hearth's own is used.
    ExplorePage(AsyncSource& source, MetricCatalog& catalog, QWidget* parent = nullptr, InputFactory makeInput = {});
    ~ExplorePage() override;

    /// Runs all panels again.
    void refresh() override;
    /// The expression of the panel in use.
    void focusFind() override;
    void setUtc(bool utc) override;

    /// Shows and runs an expression: in the first panel where that is empty, else in a new one at the top.
    void showExpression(const QString& expression);

    /// The panels as text (see toLink()): for settings, and to be shared.
    QString link() const;
    /// Replaces all panels and runs them. False, and nothing changes, where there is no panel in the text.
    bool restore(const QString& link);
    const QStringList& history() const { return m_history.entries(); }
    void setHistory(const QStringList& history) { m_history.setEntries(history); }

    const std::vector<QueryPanel*>& panels() const { return m_panels; }
    QueryPanel* addPanel(const PanelState& state, std::size_t place);
    const MessageBar& skewBar() const { return *m_skew; }
    void setLive(bool live);

  signals:
    /// link() says something new.
    void stateChanged();
    void historyChanged();
    /// A rule is to be made of an expression.
    void alertRequested(const QString& expression);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void buildActions();
    void connectSignals();
    void retranslateUi();
    QAction* makeAction(const QKeySequence& keys);
    QueryPanel* currentPanel() const;
    std::size_t placeOf(const QueryPanel* panel) const;
    void remember(const QString& expression);
    void addEmptyPanel();
    void duplicate(QueryPanel* panel);
    void remove(QueryPanel* panel);
    void reopen();
    void copyLink();
    void pasteLink();
    void showSkew(std::optional<model::DurationMs> ahead);

    AsyncSource& m_source;
    MetricCatalog& m_catalog;
    InputFactory m_makeInput;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QueryHistory m_history;
    std::vector<QueryPanel*> m_panels;
    std::vector<PanelState> m_removed;
    bool m_restoring = false;

    QAction* m_add = nullptr;
    QAction* m_close = nullptr;
    QAction* m_duplicateAction = nullptr;
    QAction* m_reopen = nullptr;
    QAction* m_switchTab = nullptr;
    QAction* m_live = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_paste = nullptr;
    MessageBar* m_skew = nullptr;
    MessageBar* m_undo = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_column = nullptr;
    SkewProbe* m_probe = nullptr;
    /// The last member: its threads end before anything that they draw for goes.
    Background m_workers;
};

} // namespace hearth::ui
