// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPlainTextEdit>
#include <QTimer>
#include <optional>

#include "base/error.h"
#include "promql/syntax/parser.h"

namespace hearth::ui {

class CompletionPopup;
class CompletionSource;
class ExpressionHighlighter;

/// One thing that is wrong with an expression: where, in positions of the text, and why, in Prometheus's words.
struct ExpressionProblem {
    int position = 0;
    int length = 0;
    QString message;

    bool operator==(const ExpressionProblem&) const = default;
};

/// Where people write PromQL: painted by the language's own lexer, checked while they type, completed from what the
/// server has. Enter runs, Shift+Enter begins a line, Ctrl+Space completes, Ctrl+Shift+F formats. While an input method
/// composes, no key runs or completes.
/// Threads: confined to the GUI thread.
class ExpressionEditor : public QPlainTextEdit {
    Q_OBJECT

  public:
    static constexpr int kCheckDelayMs = 30;

    explicit ExpressionEditor(QWidget* parent = nullptr);
    ~ExpressionEditor() override;

    /// May be null; must outlive the editor or be replaced before it goes.
    void setSource(CompletionSource* source);
    /// The parts of the language that the server has switched on.
    void setOptions(const promql::ParseOptions& options);

    QString expression() const { return toPlainText(); }
    /// Can be undone.
    void setExpression(const QString& text);
    /// Marks what the server refused, until the next edit; nothing takes the mark away. Bytes of the UTF-8 text.
    void markProblem(std::optional<SourceRange> range);

    /// As of the last check; none for an empty text.
    const QList<ExpressionProblem>& problems() const { return m_problems; }
    bool isCompleting() const;

  public slots:
    /// Offers what may stand at the cursor.
    void complete();
    /// Puts the expression into its canonical form, on several lines where it is long. Does nothing where it is wrong.
    void format();
    /// Puts ASCII characters in the place of full-width ones outside strings.
    void replaceFullWidth();
    /// Checks now rather than after the delay.
    void checkNow();

  signals:
    void runRequested();
    /// The list is in the order of the text's errors; the first is the one that the server would tell.
    void problemsChanged(const QList<hearth::ui::ExpressionProblem>& problems);
    /// The text has, or no longer has, full-width characters that replaceFullWidth() mends.
    void fullWidthFound(bool found);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void buildActions();
    void connectSignals();
    bool handlePopupKey(QKeyEvent* event);
    bool runOrBreakLine(QKeyEvent* event);
    void completeAfter(const QString& typed);
    void openPopup(bool automatic);
    void acceptChoice();
    void replaceText(const QString& text);
    void onTextChanged();
    void showMarks();
    QTextEdit::ExtraSelection squiggle(int position, int length) const;
    void addBracketMarks(QList<QTextEdit::ExtraSelection>& marks) const;
    void showToolTip(const QPoint& position, const QPoint& onScreen) const;

    CompletionSource* m_source = nullptr;
    ExpressionHighlighter* m_highlighter;
    CompletionPopup* m_popup;
    QTimer m_checkTimer;
    promql::ParseOptions m_options;
    QList<ExpressionProblem> m_problems;
    std::optional<ExpressionProblem> m_serverProblem;
    SourceRange m_replace; ///< What the popup's choice replaces, in positions.
    bool m_composing = false;
    bool m_hasFullWidth = false;
};

} // namespace hearth::ui
