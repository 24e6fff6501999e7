// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTimer>

#include "base/error.h"
#include "models/target_snapshot.h"
#include "widgets/page.h"

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class EmptyState;
class FilterField;
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
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void buildTree();
    void buildActions();
    void connectSignals();
    void retranslateUi();
    void startOver();
    void take(Result<TargetSnapshotPtr> snapshot);
    void applyFilter();
    void tick();
    void showDetail();
    void showCounts();
    /// Pools opened and spanned, the selection back: after the model was reset or got new pools.
    void restoreView();
    void copyAddresses();
    void exploreCurrent();

    AsyncSource& m_source;
    QTimer m_timer;
    int m_ticks = 0;
    bool m_loaded = false;
    TargetSnapshotPtr m_snapshot;
    QSet<QString> m_collapsed; ///< Pools that the person has closed.
    QString m_currentKey;

    TargetsModel* m_model = nullptr;
    FilterField* m_filter = nullptr;
    ElidedLabel* m_counts = nullptr;
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;
    QSplitter* m_splitter = nullptr;
    QTreeView* m_tree = nullptr;
    TargetDetail* m_detail = nullptr;
    EmptyState* m_empty = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_explore = nullptr;
};

} // namespace hearth::ui
