// SPDX-License-Identifier: GPL-3.0-or-later
// What the editor does with keys: run, complete, choose.
#include <QInputMethodEvent>
#include <QKeyEvent>

#include "editor/completion_popup.h"
#include "editor/completion_source.h"
#include "editor/expression_editor.h"
#include "editor/text_offsets.h"
#include "promql/syntax/completion.h"

namespace hearth::ui {

bool ExpressionEditor::isCompleting() const {
    return m_popup->isVisible();
}

void ExpressionEditor::keyPressEvent(QKeyEvent* event) {
    if (m_composing) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    if ((isCompleting() && handlePopupKey(event)) || runOrBreakLine(event)) {
        event->accept();
        return;
    }
    const auto before = toPlainText().size();
    QPlainTextEdit::keyPressEvent(event);
    if (toPlainText().size() != before) {
        completeAfter(event->text());
    } else if (!event->text().isEmpty() || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        m_popup->hide();
    }
}

bool ExpressionEditor::handlePopupKey(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event->modifiers() != Qt::NoModifier && event->modifiers() != Qt::KeypadModifier) {
            return false;
        }
        acceptChoice();
        return true;
    case Qt::Key_Escape:
        m_popup->hide();
        return true;
    default:
        return m_popup->moveBy(event->key());
    }
}

bool ExpressionEditor::runOrBreakLine(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        return false;
    }
    m_popup->hide();
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        textCursor().insertBlock();
    } else {
        checkNow();
        emit runRequested();
    }
    return true;
}

void ExpressionEditor::inputMethodEvent(QInputMethodEvent* event) {
    m_composing = !event->preeditString().isEmpty();
    if (m_composing) {
        m_popup->hide();
    }
    QPlainTextEdit::inputMethodEvent(event);
}

void ExpressionEditor::focusOutEvent(QFocusEvent* event) {
    m_popup->hide();
    QPlainTextEdit::focusOutEvent(event);
}

void ExpressionEditor::completeAfter(const QString& typed) {
    const auto last = typed.isEmpty() ? QChar() : typed.back();
    const bool asks = last.isLetterOrNumber() || QStringView(u"_:\"'`{([,=@").contains(last);
    if (asks || (isCompleting() && last.unicode() == 8)) { // 8: backspace
        openPopup(true);
    } else {
        m_popup->hide();
    }
}

void ExpressionEditor::complete() {
    if (!m_composing) {
        openPopup(false);
    }
}

void ExpressionEditor::openPopup(bool automatic) {
    const auto text = toPlainText();
    const TextOffsets offsets(text);
    const auto context = promql::completionAt(offsets.utf8(), offsets.byte(textCursor().position()));
    m_replace = {static_cast<std::uint32_t>(offsets.position(context.replace.begin)),
                 static_cast<std::uint32_t>(offsets.position(context.replace.end))};
    // Unasked, everything that exists is too much.
    const bool tooMuch = automatic && context.prefix.empty() && (context.metrics || !context.words.empty());
    auto choices = context.empty() || tooMuch ? std::vector<CompletionChoice>{}
                                              : findChoices(context, QStringView(text).mid(m_replace.end), m_source);
    const bool isTyped = automatic && choices.size() == 1 && choices[0].insert.toStdString() == context.prefix;
    if (choices.empty() || isTyped) {
        m_popup->hide();
        return;
    }
    const auto cursor = cursorRect();
    m_popup->open(std::move(choices), {viewport()->mapToGlobal(cursor.topLeft()), cursor.size()});
}

void ExpressionEditor::acceptChoice() {
    const auto choice = m_popup->current();
    m_popup->hide();
    auto cursor = textCursor();
    cursor.setPosition(static_cast<int>(m_replace.begin));
    cursor.setPosition(static_cast<int>(m_replace.end), QTextCursor::KeepAnchor);
    cursor.insertText(choice.insert);
    cursor.setPosition(static_cast<int>(m_replace.begin) + choice.cursor);
    setTextCursor(cursor);
}

} // namespace hearth::ui
