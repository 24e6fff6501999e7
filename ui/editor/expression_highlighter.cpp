// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/expression_highlighter.h"

#include <QTextDocument>
#include <algorithm>

#include "editor/editor_colors.h"
#include "editor/text_offsets.h"

namespace hearth::ui {

ExpressionHighlighter::ExpressionHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document) {}

void ExpressionHighlighter::setPalette(const QPalette& palette) {
    for (std::size_t i = 0; i < kKinds; ++i) {
        m_formats[i] = formatOf(static_cast<promql::HighlightKind>(i), palette);
    }
    m_revision = -1; // one may be used again for a text that was set as a whole
    rehighlight();
}

void ExpressionHighlighter::highlightBlock(const QString& text) {
    if (m_revision != document()->revision()) {
        readDocument();
    }
    const int begin = currentBlock().position();
    const int end = begin + static_cast<int>(text.size());
    auto piece = std::ranges::upper_bound(m_pieces, begin, {}, &Piece::end);
    std::uint32_t state = 0;
    for (; piece != m_pieces.end() && piece->begin < end; ++piece) {
        const int from = std::max(piece->begin, begin);
        setFormat(from - begin, std::min(piece->end, end) - from, m_formats[static_cast<std::size_t>(piece->kind)]);
    }
    if (piece != m_pieces.end()) {
        state = piece->followers * 31 + static_cast<std::uint32_t>(piece->kind) + 1;
    }
    setCurrentBlockState(static_cast<int>(state & 0x7fffffffU));
}

void ExpressionHighlighter::readDocument() {
    m_revision = document()->revision();
    const TextOffsets offsets(document()->toPlainText());
    m_pieces.clear();
    for (const auto& piece : promql::highlight(offsets.utf8())) {
        m_pieces.push_back({offsets.position(piece.range.begin), offsets.position(piece.range.end), piece.kind, 0});
    }
    std::uint32_t followers = 0;
    for (auto piece = m_pieces.rbegin(); piece != m_pieces.rend(); ++piece) {
        piece->followers = followers;
        followers = followers * 31 + static_cast<std::uint32_t>(piece->kind) + 1;
    }
}

} // namespace hearth::ui
