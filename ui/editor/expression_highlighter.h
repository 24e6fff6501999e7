// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>
#include <array>
#include <vector>

#include "promql/syntax/highlight.h"

namespace hearth::ui {

/// Paints an expression with the kinds that PromQL's own lexer tells. The whole text is read once a change, since a
/// bracket on one line says what a word on another means; a line's state stands for all that follows it, so that
/// exactly the lines whose look changes are painted again. Threads: confined to the GUI thread.
class ExpressionHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

  public:
    explicit ExpressionHighlighter(QTextDocument* document);

    /// Takes the colours for this ground and paints anew; also to be called after the document's text was set as a
    /// whole.
    void setPalette(const QPalette& palette);

  protected:
    void highlightBlock(const QString& text) override;

  private:
    struct Piece {
        int begin = 0; ///< Positions in the document.
        int end = 0;
        promql::HighlightKind kind = promql::HighlightKind::kError;
        std::uint32_t followers = 0; ///< A hash over the kinds of all pieces behind this one.
    };

    void readDocument();

    static constexpr std::size_t kKinds = static_cast<std::size_t>(promql::HighlightKind::kError) + 1;
    std::array<QTextCharFormat, kKinds> m_formats;
    std::vector<Piece> m_pieces;
    int m_revision = -1; ///< Of the document that m_pieces belong to.
};

} // namespace hearth::ui
