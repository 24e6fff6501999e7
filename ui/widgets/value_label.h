// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "models/value_format.h"

namespace hearth::ui {

/// One or two numbers in large type with their units in small type, a swatch before each where there are two.
/// A dash stands for a number that is not known yet.
/// Threads: confined to the GUI thread.
class ValueLabel : public QWidget {
    Q_OBJECT

  public:
    struct Part {
        QString caption; ///< "in", "out"; may be empty.
        FormattedValue value;
    };

    explicit ValueLabel(QWidget* parent = nullptr);

    void setParts(std::vector<Part> parts);
    /// All of it as one line of text.
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QFont largeFont() const;

    std::vector<Part> m_parts;
};

} // namespace hearth::ui
