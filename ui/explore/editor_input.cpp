// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/editor_input.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QHBoxLayout>
#include <QTextBlock>
#include <algorithm>
#include <cmath>

#include "editor/completion_source.h"
#include "editor/expression_editor.h"

namespace hearth::ui {

namespace {

constexpr int kMaxLines = 8;
constexpr int kPadding = 4;

} // namespace

EditorInput::EditorInput(MetricCatalog& catalog, QWidget* parent)
    : ExpressionInput(parent)
    , m_editor(new ExpressionEditor(this)) {
    // Made after the editor: children go in the order in which they came, and the source has to outlive the editor.
    m_editor->setSource(new CatalogSource(catalog, this));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    setFocusProxy(m_editor);
    m_editor->setTabChangesFocus(true);
    connect(m_editor, &ExpressionEditor::runRequested, this, &ExpressionInput::runRequested);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ExpressionInput::textChanged);
    connect(m_editor->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &EditorInput::fitHeight);
    m_editor->viewport()->installEventFilter(this);
    retranslateUi();
    fitHeight();
}

bool EditorInput::eventFilter(QObject* watched, QEvent* event) {
    // The editor wraps its text anew when it has got its width, and says so of text that is seen alone.
    if (event->type() == QEvent::Resize) {
        QMetaObject::invokeMethod(this, &EditorInput::fitHeight, Qt::QueuedConnection);
    }
    return ExpressionInput::eventFilter(watched, event);
}

void EditorInput::retranslateUi() {
    m_editor->setAccessibleName(tr("Expression"));
    m_editor->setPlaceholderText(tr("Expression, such as rate(node_network_receive_bytes_total[5m])"));
}

void EditorInput::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    } else if (event->type() == QEvent::FontChange) {
        fitHeight();
    }
    ExpressionInput::changeEvent(event);
}

QString EditorInput::text() const {
    return m_editor->expression();
}

void EditorInput::setText(const QString& text) {
    if (text != m_editor->expression()) {
        m_editor->setExpression(text);
    }
}

void EditorInput::markProblem(std::optional<SourceRange> range) {
    m_editor->markProblem(range);
}

void EditorInput::fitHeight() {
    // A plain text document measures its height in lines, wrapped ones included.
    auto* layout = m_editor->document()->documentLayout();
    int block = 0;
    for (auto at = m_editor->document()->begin(); at.isValid() && block < kMaxLines; at = at.next(), ++block) {
        layout->blockBoundingRect(at); // counts the lines of what was not painted yet
    }
    const int wanted = static_cast<int>(std::ceil(m_editor->document()->size().height()));
    const int lines = std::clamp(wanted, 1, kMaxLines);
    // A bar that comes for a moment takes width, wraps the text anew, and would stay for that.
    m_editor->setVerticalScrollBarPolicy(wanted > kMaxLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const double margin = m_editor->document()->documentMargin();
    const int frame = 2 * m_editor->frameWidth();
    m_editor->setFixedHeight(lines * m_editor->fontMetrics().lineSpacing() + static_cast<int>(2 * margin) + frame +
                             kPadding);
}

} // namespace hearth::ui
