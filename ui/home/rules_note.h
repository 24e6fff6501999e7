// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/card.h"

class QAction;

namespace hearth::ui {

class ElidedLabel;

/// Tells a newcomer that rules are watching already, until it is put away.
/// Threads: confined to the GUI thread.
class RulesNote : public Card {
    Q_OBJECT

  public:
    explicit RulesNote(QWidget* parent = nullptr);

    void setCount(std::size_t rules);
    QString text() const;

  signals:
    void reviewRequested();
    void dismissed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();

    std::size_t m_count = 0;
    ElidedLabel* m_text = nullptr;
    QAction* m_review = nullptr;
    QAction* m_dismiss = nullptr;
};

} // namespace hearth::ui
