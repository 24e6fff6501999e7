// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <functional>
#include <optional>

#include "base/error.h"

namespace hearth::ui {

/// Where an expression is written, as a panel sees it: a text, and the wish to run it.
/// Threads: confined to the GUI thread.
class ExpressionInput : public QWidget {
    Q_OBJECT

  public:
    using QWidget::QWidget;

    virtual QString text() const = 0;
    virtual void setText(const QString& text) = 0;
    /// Marks what the server could not accept; nothing: takes the mark away. Offsets are bytes of the UTF-8 text.
    virtual void markProblem(std::optional<SourceRange> range) = 0;

  signals:
    void runRequested();
    void textChanged();
};

using InputFactory = std::function<ExpressionInput*(QWidget* parent)>;

} // namespace hearth::ui
