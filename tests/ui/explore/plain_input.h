// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QLineEdit>

#include "explore/expression_input.h"

namespace hearth::tests {

/// An ExpressionInput of one line, for tests that are about the page and not about the editor.
class PlainInput final : public ui::ExpressionInput {
  public:
    explicit PlainInput(QWidget* parent)
        : ExpressionInput(parent)
        , m_line(new QLineEdit(this)) {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_line);
        setFocusProxy(m_line);
        connect(m_line, &QLineEdit::returnPressed, this, &ExpressionInput::runRequested);
        connect(m_line, &QLineEdit::textChanged, this, &ExpressionInput::textChanged);
    }

    QString text() const override { return m_line->text(); }
    void setText(const QString& text) override { m_line->setText(text); }
    void markProblem(std::optional<SourceRange> range) override { marked = range; }

    std::optional<SourceRange> marked;

  private:
    QLineEdit* m_line;
};

inline ui::ExpressionInput* makePlainInput(QWidget* parent) {
    return new PlainInput(parent);
}

} // namespace hearth::tests
