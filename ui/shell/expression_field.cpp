// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/expression_field.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "editor/expression_editor.h"

namespace hearth::ui {

ExpressionField::ExpressionField(CompletionSource& source, QWidget* parent)
    : ExpressionInput(parent) {
    m_editor = new ExpressionEditor(this);
    m_editor->setSource(&source);
    m_editor->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_editor->setTabChangesFocus(true);
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_editor);
    layout->addWidget(m_problem);
    setFocusProxy(m_editor);
    connect(m_editor, &ExpressionEditor::runRequested, this, &ExpressionInput::runRequested);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ExpressionInput::textChanged);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ExpressionField::fitHeight);
    connect(m_editor, &ExpressionEditor::problemsChanged, this, &ExpressionField::showProblem);
    retranslateUi();
    fitHeight();
}

void ExpressionField::retranslateUi() {
    m_editor->setPlaceholderText(tr("PromQL expression, for example rate(node_network_receive_bytes_total[5m])"));
    m_editor->setAccessibleName(tr("Expression"));
}

void ExpressionField::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    } else if (event->type() == QEvent::FontChange) {
        fitHeight();
    }
    ExpressionInput::changeEvent(event);
}

QString ExpressionField::text() const {
    return m_editor->expression();
}

void ExpressionField::setText(const QString& text) {
    m_editor->setExpression(text);
}

void ExpressionField::markProblem(std::optional<SourceRange> range) {
    m_editor->markProblem(range);
}

void ExpressionField::fitHeight() {
    const int lines = std::clamp(m_editor->document()->blockCount(), 1, kMaxLines);
    const auto margin = 2 * (m_editor->document()->documentMargin() + m_editor->frameWidth());
    m_editor->setFixedHeight(lines * m_editor->fontMetrics().lineSpacing() + qRound(margin) + 2);
}

/// The first problem is the one that the server would tell.
void ExpressionField::showProblem() {
    const auto& problems = m_editor->problems();
    m_problem->setText(problems.isEmpty() ? QString() : problems.front().message);
    m_problem->setVisible(!problems.isEmpty());
}

} // namespace hearth::ui
