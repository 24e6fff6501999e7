// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace hearth::ui {

class Connections;

/// A line below the tool bar that asks for a server's address, instead of a dialog.
/// Threads: confined to the GUI thread.
class ConnectBar : public QFrame {
    Q_OBJECT

  public:
    /// `connections` must outlive the bar.
    explicit ConnectBar(Connections& connections, QWidget* parent = nullptr);

    /// Shows the bar with the keyboard in it.
    void ask();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    void submit();

    Connections& m_connections;
    QLabel* m_label = nullptr;
    QLineEdit* m_address = nullptr;
    QPushButton* m_connect = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace hearth::ui
