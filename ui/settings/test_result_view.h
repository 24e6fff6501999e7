// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "datasource/receiver_test.h"

class QLabel;

namespace hearth::ui {

/// How a test message went, a line a step with its time, what to do about a failure, and what was said to copy.
/// Threads: confined to the GUI thread.
class TestResultView : public QWidget {
    Q_OBJECT

  public:
    explicit TestResultView(datasource::IntegrationTest test, QWidget* parent = nullptr);

    /// The whole conversation as text.
    QString transcript() const;

  signals:
    /// It was read.
    void closed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void build();
    void addSteps();
    void addVerdict();
    void addButtons(bool isSaid);
    void addTranscript();

    const datasource::IntegrationTest m_test;
    QWidget* m_content = nullptr;
    QLabel* m_said = nullptr; ///< The transcript, unless there is none.
};

} // namespace hearth::ui
