// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <vector>

#include "data/first_values.h"
#include "home/host_snapshot.h"
#include "widgets/page.h"

class QComboBox;
class QStackedWidget;

namespace hearth::ui {

class AsyncSource;
class ElidedLabel;
class EmptyState;
class HostBoard;
class MessageBar;
class NextSteps;
class RulesNote;

/// The first page: how one machine does right now, refreshed every two seconds while it is visible.
/// Threads: confined to the GUI thread.
class HomePage : public Page {
    Q_OBJECT

  public:
    /// `source` must outlive the page.
    explicit HomePage(AsyncSource& source, QWidget* parent = nullptr);

    void refresh() override;
    NextSteps& nextSteps() { return *m_nextSteps; }
    /// Whether values may still come; they do not where nobody answers.
    void setWaiting(bool waiting);
    /// Whether a newcomer is told of the starter rules; shown where there are such and no others.
    void setRulesNote(bool wanted);

  signals:
    void exploreRequested(const QString& expression);
    void rulesRequested();
    /// The person has seen the note on the starter rules.
    void rulesNoteDone();

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
    void askRules();
    void takeHosts(Result<HostList> list);
    void showHosts(std::vector<HostChoice> hosts);
    void takeHost(Result<HostSnapshot> snapshot);
    void chooseHost(int index);
    void showProblem(const Error& error);
    void showFacts(const HostSnapshot& snapshot);
    void endRulesNote();

    AsyncSource& m_source;
    QTimer m_timer;
    FirstValuesPause m_pause;
    std::vector<HostChoice> m_hosts;
    int m_host = -1;
    int m_asked = 0;
    bool m_wantsRulesNote = false;

    QComboBox* m_hostBox = nullptr;
    ElidedLabel* m_hostName = nullptr;
    ElidedLabel* m_facts = nullptr;
    MessageBar* m_message = nullptr;
    QStackedWidget* m_stack = nullptr;
    HostBoard* m_board = nullptr;
    EmptyState* m_empty = nullptr;
    RulesNote* m_rulesNote = nullptr;
    NextSteps* m_nextSteps = nullptr;
};

} // namespace hearth::ui
