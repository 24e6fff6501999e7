// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "datasource/receiver_test.h"

class QLabel;
class QToolButton;

namespace hearth::ui {

/// How a test message went, a line a step with its time, what to do about a failure, and what was said to copy.
/// Threads: confined to the GUI thread.
class TestResultView : public QWidget {
    Q_OBJECT

  public:
    explicit TestResultView(datasource::IntegrationTest test, QWidget* parent = nullptr);

    /// The whole conversation as text.
    QString transcript() const;

  private:
    void addSteps();
    void addVerdict();
    void addTranscript();

    const datasource::IntegrationTest m_test;
    QLabel* m_said = nullptr;
};

} // namespace hearth::ui
