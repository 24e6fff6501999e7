// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace hearth::ui {

/// A line of filter text that shows whether it is understood: tinted while it filters, marked with an icon and the
/// reason where it is wrong. What the text means is the page's business.
/// Threads: confined to the GUI thread.
class FilterField : public QLineEdit {
    Q_OBJECT

  public:
    explicit FilterField(QWidget* parent = nullptr);

    /// Empty reason: the text is understood. Offsets select what is wrong in the tooltip only; the cursor stays.
    void setProblem(const QString& reason);
    const QString& problem() const { return m_problem; }

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void updateTint();

    QString m_problem;
    QAction* m_mark = nullptr;
    bool m_tinting = false;
};

} // namespace hearth::ui
