// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace hearth::ui {

/// A line of text that is marked where it is wrong: tinted, with an icon that has the reason.
/// Threads: confined to the GUI thread.
class CheckedField : public QLineEdit {
    Q_OBJECT

  public:
    explicit CheckedField(QWidget* parent = nullptr);

    /// Empty: nothing is wrong.
    void setProblem(const QString& reason);
    const QString& problem() const { return m_problem; }
    /// Changes the text where it is another, without telling textEdited(); the cursor stays where it can.
    void showText(const QString& text);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void updateTint();

    QString m_problem;
    QAction* m_mark = nullptr;
    bool m_tinting = false;
};

} // namespace hearth::ui
