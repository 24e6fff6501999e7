// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <vector>

#include "home/host_snapshot.h"
#include "widgets/page.h"

class QAction;
class QComboBox;
class QStackedWidget;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class EmptyState;
class HostBoard;
class MessageBar;
class NextSteps;

/// The first page: how one machine does right now, refreshed every two seconds while it is visible.
/// Threads: confined to the GUI thread.
class HomePage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit HomePage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    NextSteps& nextSteps() { return *m_nextSteps; }

  signals:
    void exploreRequested(const QString& expression);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void connectSignals();
    void retranslateUi();
    void startOver();
    void ask();
    void askHosts();
    void askHost();
    void takeHosts(Result<std::vector<HostChoice>> hosts);
    void takeHost(Result<HostSnapshot> snapshot);
    void chooseHost(int index);
    void showProblem(const Error& error);
    void showFacts(const HostSnapshot& snapshot);

    AsyncSource& m_source;
    QTimer m_timer;
    std::vector<HostChoice> m_hosts;
    int m_host = -1;
    int m_asked = 0;

    QComboBox* m_hostBox = nullptr;
    ElidedLabel* m_hostName = nullptr;
    ElidedLabel* m_facts = nullptr;
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;
    HostBoard* m_board = nullptr;
    EmptyState* m_empty = nullptr;
    NextSteps* m_nextSteps = nullptr;
};

} // namespace hearth::ui
