// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/expression_editor.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QMenu>
#include <QTextBlock>
#include <QToolTip>

#include "editor/completion_popup.h"
#include "editor/completion_source.h"
#include "editor/editor_colors.h"
#include "editor/expression_highlighter.h"
#include "editor/full_width.h"
#include "editor/text_offsets.h"
#include "promql/syntax/highlight.h"
#include "promql/syntax/printer.h"

namespace hearth::ui {

ExpressionEditor::ExpressionEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new ExpressionHighlighter(document()))
    , m_popup(new CompletionPopup(this)) {
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setTabChangesFocus(true);
    setAccessibleName(tr("PromQL expression"));
    setPlaceholderText(tr("Expression (Enter runs, Shift+Enter begins a line)"));
    m_highlighter->setPalette(palette());
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckDelayMs);
    buildActions();
    connectSignals();
}

ExpressionEditor::~ExpressionEditor() = default;

void ExpressionEditor::buildActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Complete"), Qt::CTRL | Qt::Key_Space, &ExpressionEditor::complete);
    add(tr("Format expression"), Qt::CTRL | Qt::SHIFT | Qt::Key_F, &ExpressionEditor::format);
    add(tr("Replace full-width characters"), Qt::ALT | Qt::Key_Return, &ExpressionEditor::replaceFullWidth);
}

void ExpressionEditor::connectSignals() {
    connect(this, &QPlainTextEdit::textChanged, this, &ExpressionEditor::onTextChanged);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &ExpressionEditor::showMarks);
    connect(&m_checkTimer, &QTimer::timeout, this, &ExpressionEditor::checkNow);
    connect(m_popup, &CompletionPopup::chosen, this, &ExpressionEditor::acceptChoice);
}

void ExpressionEditor::setSource(CompletionSource* source) {
    if (m_source != nullptr) {
        disconnect(m_source, nullptr, this, nullptr);
    }
    m_source = source;
    if (m_source != nullptr) {
        const auto refresh = [this] {
            if (isCompleting()) {
                openPopup(false);
            }
        };
        connect(m_source, &CompletionSource::changed, this, refresh);
        connect(m_source, &QObject::destroyed, this, [this] { m_source = nullptr; });
    }
}

void ExpressionEditor::setOptions(const promql::ParseOptions& options) {
    m_options = options;
    checkNow();
}

void ExpressionEditor::setExpression(const QString& text) {
    if (text != toPlainText()) {
        replaceText(text);
    }
    m_popup->hide();
}

void ExpressionEditor::replaceText(const QString& text) {
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void ExpressionEditor::format() {
    const auto expr = promql::parse(toPlainText().toStdString(), m_options);
    if (expr) {
        setExpression(QString::fromStdString(promql::prettyPrint(*expr)));
    }
}

void ExpressionEditor::replaceFullWidth() {
    const int position = textCursor().position();
    setExpression(withoutFullWidth(toPlainText()));
    auto cursor = textCursor();
    cursor.setPosition(position);
    setTextCursor(cursor);
}

void ExpressionEditor::onTextChanged() {
    m_serverProblem.reset();
    m_checkTimer.start();
}

void ExpressionEditor::checkNow() {
    m_checkTimer.stop();
    const auto text = toPlainText();
    QList<ExpressionProblem> problems;
    if (!text.trimmed().isEmpty()) {
        const TextOffsets offsets(text);
        for (const auto& error : promql::check(offsets.utf8(), m_options)) {
            const auto range = error.range().value_or(SourceRange{});
            const int begin = offsets.position(range.begin);
            problems += {begin, offsets.position(range.end) - begin, QString::fromStdString(error.message())};
        }
    }
    if (problems != m_problems) {
        m_problems = problems;
        emit problemsChanged(m_problems);
    }
    if (const bool found = hasFullWidth(text); found != m_hasFullWidth) {
        m_hasFullWidth = found;
        emit fullWidthFound(found);
    }
    showMarks();
}

void ExpressionEditor::markProblem(std::optional<SourceRange> range) {
    m_serverProblem.reset();
    if (range) {
        const TextOffsets offsets(toPlainText());
        const int begin = offsets.position(range->begin);
        m_serverProblem = ExpressionProblem{begin, offsets.position(range->end) - begin, {}};
    }
    showMarks();
}

void ExpressionEditor::showMarks() {
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto& problem : m_problems) {
        marks += squiggle(problem.position, problem.length);
    }
    if (m_serverProblem) {
        marks += squiggle(m_serverProblem->position, m_serverProblem->length);
    }
    addBracketMarks(marks);
    setExtraSelections(marks);
}

QTextEdit::ExtraSelection ExpressionEditor::squiggle(int position, int length) const {
    const int end = document()->characterCount() - 1;
    // Something is to be seen even where nothing stands: the character before takes the mark.
    const int last = std::min(position + std::max(length, 1), end);
    const int first = std::min(position, std::max(last - 1, 0));
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(document());
    mark.cursor.setPosition(first);
    mark.cursor.setPosition(last, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(problemColor(palette()));
    return mark;
}

void ExpressionEditor::addBracketMarks(QList<QTextEdit::ExtraSelection>& marks) const {
    const TextOffsets offsets(toPlainText());
    for (const auto& range : promql::matchingBrackets(offsets.utf8(), offsets.byte(textCursor().position()))) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(offsets.position(range.begin));
        mark.cursor.setPosition(offsets.position(range.end), QTextCursor::KeepAnchor);
        mark.format.setBackground(palette().color(QPalette::Midlight));
        mark.format.setFontWeight(QFont::Bold);
        marks += mark;
    }
}

void ExpressionEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->setPalette(palette());
        showMarks();
    }
}

void ExpressionEditor::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = createStandardContextMenu(event->pos());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    menu->addActions(actions());
    menu->popup(event->globalPos());
}

bool ExpressionEditor::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showToolTip(help->pos(), help->globalPos());
        return true;
    }
    return QPlainTextEdit::event(event);
}

void ExpressionEditor::showToolTip(const QPoint& position, const QPoint& onScreen) const {
    const int place = cursorForPosition(viewport()->mapFrom(this, position)).position();
    for (const auto& problem : m_problems) {
        if (place >= problem.position && place <= problem.position + problem.length) {
            // Tooltips guess whether a text is markup: this one is not.
            QToolTip::showText(onScreen, problem.message.toHtmlEscaped().prepend("<span>").append("</span>"));
            return;
        }
    }
    QToolTip::hideText();
}

} // namespace hearth::ui
