// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace hearth::ui {

class BacktestRun;

/// What a rule would have done, in a few sentences: how often it fired, who was told, and what went wrong.
/// Threads: confined to the GUI thread.
class PastSummary : public QWidget {
    Q_OBJECT

  public:
    explicit PastSummary(QWidget* parent = nullptr);

    /// Of a run that has an outcome.
    void showRun(const BacktestRun& run);
    /// Nothing of any run.
    void clear();
    /// Tells what a suggestion came to, until something else is told.
    void setNote(const QString& note);
    /// The sentences, but for the note.
    QString text() const;

  private:
    QStringList problemsOf(const BacktestRun& run) const;
    /// Hides a label without a text.
    static void show(QLabel& label, const QString& text);

    QLabel* m_firings = nullptr;
    QLabel* m_messages = nullptr;
    QLabel* m_problems = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace hearth::ui
