// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "models/state_shape.h"

class QToolButton;

namespace hearth::ui {

/// Buttons that filter a list, in as many lines as they need, each with a shape, a word and how many rows it stands
/// for: a click filters by it, another click takes it back. Those that stand for nothing take no room, but for some.
/// Threads: confined to the GUI thread.
class FilterChips : public QWidget {
    Q_OBJECT

  public:
    struct Chip {
        QString key; ///< What toggled() says.
        StateShape shape = StateShape::kUnknown;
        QString word;
        std::size_t count = 0;
        bool pressed = false; ///< Shown even where it stands for nothing.
        bool always = false;  ///< Likewise.

        bool operator==(const Chip&) const = default;
    };

    explicit FilterChips(QWidget* parent = nullptr);

    void setChips(std::vector<Chip> chips);

  signals:
    void toggled(const QString& key);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void render();
    QIcon iconOf(StateShape shape) const;

    std::vector<Chip> m_chips;
    std::vector<QToolButton*> m_buttons;
};

} // namespace hearth::ui
