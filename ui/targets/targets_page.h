// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "models/target_snapshot.h"
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
class TargetDetail;
class TargetsModel;

/// Everything that is scraped: pools with their targets, what state they are in and why.
/// Threads: confined to the GUI thread.
class TargetsPage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit TargetsPage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    void focusFind() override;
    void setUtc(bool utc) override;

    QString filterText() const;
    void setFilterText(const QString& text);

  signals:
    void exploreRequested(const QString& expression);
    void helpRequested();
    void filterTextChanged(const QString& text);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void buildActions();
    void connectSignals();
    void retranslateUi();
    void startOver();
    void take(Result<TargetSnapshotPtr> snapshot);
    void takeFailure(const Error& error);
    void applyFilter();
    void tick();
    void showDetail();
    void showCounts();
    void showChips();
    void copyAddresses();
    void exploreCurrent();

    AsyncSource& m_source;
    TargetSnapshotPtr m_snapshot;
    bool m_loaded = false;
    int m_failures = 0; ///< In a row.

    TargetsModel* m_model = nullptr;
    MessageBar* m_message = nullptr;
    ListPane* m_pane = nullptr;
    FilterChips* m_chips = nullptr;
    GroupTree* m_tree = nullptr;
    TargetDetail* m_detail = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_explore = nullptr;
    QAction* m_help = nullptr;
};

} // namespace hearth::ui
