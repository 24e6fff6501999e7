// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/card.h"
#include "widgets/value_label.h"

class QToolButton;
class QVBoxLayout;

namespace hearth::ui {

class ElidedLabel;

/// One quantity of a machine: title, the value of now in large type, a line of explanation, and below it whatever shows
/// its course. The button in the corner asks for the expression behind it.
/// Threads: confined to the GUI thread.
class HostCard : public Card {
    Q_OBJECT

  public:
    /// `body` is what is shown below the value; the card takes it over.
    explicit HostCard(QWidget* body, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setParts(std::vector<ValueLabel::Part> parts);
    /// Foreign text is fine here.
    void setNote(const QString& note);
    QString title() const;
    QString valueText() const { return m_value->text(); }
    QString note() const;

  signals:
    void exploreRequested();

  private:
    ElidedLabel* m_title = nullptr;
    QToolButton* m_explore = nullptr;
    ValueLabel* m_value = nullptr;
    ElidedLabel* m_note = nullptr;
};

} // namespace hearth::ui
