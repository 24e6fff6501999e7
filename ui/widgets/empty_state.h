// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace hearth::ui {

/// What a page shows while it has nothing to show: what it is for, and one thing to do.
/// Threads: confined to the GUI thread.
class EmptyState : public QWidget {
    Q_OBJECT

  public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// Plain text. An empty `action` leaves the button out.
    void setTexts(const QString& title, const QString& text, const QString& action);

  signals:
    void actionTriggered();

  private:
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_button = nullptr;
};

} // namespace hearth::ui
