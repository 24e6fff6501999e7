// SPDX-License-Identifier: GPL-3.0-or-later
// AlertLanes: how they are drawn.
#include <QPaintEvent>
#include <QPainter>
#include <algorithm>

#include "ruleedit/alert_lanes.h"
#include "ruleedit/gap_text.h"
#include "ruleedit/outcome_text.h"
#include "widgets/colors.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr double kPending = 4; ///< Of a pending stretch.
constexpr double kSpace = 8;

} // namespace

void AlertLanes::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    if (m_window.begin >= m_window.end || m_rows.rows.empty()) {
        return;
    }
    const int height = rowHeight();
    const int count = static_cast<int>(m_rows.rows.size());
    const int first = std::max(0, event->rect().top() / height);
    for (int row = first; row < count && row * height < event->rect().bottom(); ++row) {
        paintRow(painter, row);
    }
    double top = count * height;
    if (m_rows.hidden > 0) {
        painter.setPen(quietText(palette()));
        painter.drawText(QRectF(m_left, top, m_width, textHeight()), Qt::AlignLeft | Qt::AlignVCenter, moreText());
    }
    paintLegend(painter);
}

QString AlertLanes::moreText() const {
    const auto more = tr("and %Ln more", "lanes that are not shown", static_cast<int>(m_rows.hidden));
    if (m_rows.hiddenFirings == 0) {
        return more;
    }
    return tr("%1, which fired %Ln time(s)", "%1: and 980 more", static_cast<int>(m_rows.hiddenFirings)).arg(more);
}

void AlertLanes::paintRow(QPainter& painter, int row) const {
    const auto& content = m_rows.rows[static_cast<std::size_t>(row)];
    const auto lane = laneOf(row);
    if (row == m_current) {
        const auto ground = mixed(palette().color(QPalette::Highlight), palette().color(QPalette::Base), 0.14);
        painter.fillRect(QRectF(0, lane.top() - textHeight(), width(), rowHeight() - 2), ground);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
            painter.drawRect(QRectF(0.5, lane.top() - textHeight() + 0.5, width() - 1, rowHeight() - 3));
        }
    }
    const auto said = OutcomeText::row(content);
    const QFontMetricsF metrics(font());
    const double saidWidth = metrics.horizontalAdvance(said) + kSpace;
    const QRectF text(m_left, lane.top() - textHeight(), m_width, textHeight());
    painter.setPen(content.firings > 0 ? palette().color(QPalette::Text) : quietText(palette()));
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, said);
    const auto room = std::max(0.0, m_width - saidWidth);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(m_left, text.top(), room, text.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(content.name, Qt::ElideMiddle, room));
    paintLane(painter, lane, content);
}

void AlertLanes::paintLane(QPainter& painter, const QRectF& lane, const PastAlertRow& row) const {
    const bool isLate = !m_gaps.empty() && m_gaps.front().reason == datasource::BacktestGap::Reason::kBeforeData;
    const auto all = boxOf(lane, isLate ? m_gaps.front().end : m_window.begin, m_window.end);
    painter.fillRect(QRectF(all.left(), all.center().y() - 0.5, all.width(), 1),
                     mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.18));
    paintGaps(painter, lane, true);
    for (const auto& span : row.spans) {
        paintSpan(painter, lane, span);
    }
    // Alerts stay as they are while nothing is evaluated, and nobody knows what would have become of them.
    paintGaps(painter, lane, false);
}

void AlertLanes::paintSpan(QPainter& painter, const QRectF& lane, const datasource::BacktestSpan& span) const {
    const auto end = span.resolvedAt.value_or(m_window.end);
    const auto fired = span.firedAt.value_or(end);
    if (end < m_window.begin || span.activeAt > m_window.end) {
        return;
    }
    if (fired > span.activeAt) {
        auto box = boxOf(lane, span.activeAt, fired);
        box.adjust(0, (kLane - kPending) / 2, 0, -(kLane - kPending) / 2);
        painter.fillRect(box, stateColor(StateShape::kPending, palette()));
    }
    if (span.firedAt) {
        painter.fillRect(boxOf(lane, fired, end), stateColor(StateShape::kBad, palette()));
    }
}

void AlertLanes::paintGaps(QPainter& painter, const QRectF& lane, bool evaluated) const {
    for (const auto& gap : m_gaps) {
        const bool isSeen = gap.end >= m_window.begin && gap.begin <= m_window.end;
        if (isSeen && gap.wasEvaluated() == evaluated && gap.reason != datasource::BacktestGap::Reason::kBeforeData) {
            const auto box = boxOf(lane, gap.begin, gap.end);
            painter.fillRect(box, palette().color(QPalette::Base));
            painter.fillRect(box, hatch(evaluated));
        }
    }
}

QBrush AlertLanes::hatch(bool wasEvaluated) const {
    const auto color =
        mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), wasEvaluated ? 0.3 : 0.5);
    return {color, wasEvaluated ? Qt::Dense6Pattern : Qt::BDiagPattern};
}

void AlertLanes::paintLegend(QPainter& painter) const {
    const QFontMetricsF metrics(font());
    const double top = height() - textHeight();
    const double middle = top + textHeight() / 2;
    double at = m_left;
    const auto item = [&](double high, const QBrush& brush, const QString& word) {
        painter.fillRect(QRectF(at, middle - high / 2, 18, high), brush);
        at += 18 + kSpace / 2;
        painter.setPen(quietText(palette()));
        const double wide = metrics.horizontalAdvance(word);
        painter.drawText(QRectF(at, top, wide + 1, textHeight()), Qt::AlignLeft | Qt::AlignVCenter, word);
        at += wide + 2 * kSpace;
    };
    item(kPending, stateColor(StateShape::kPending, palette()), tr("pending"));
    item(kLane, stateColor(StateShape::kBad, palette()), tr("firing"));
    if (const auto word = GapText::hatchWord(m_gaps); !word.isEmpty()) {
        item(kLane, hatch(false), word);
    }
    if (std::ranges::any_of(m_gaps, [](const auto& gap) { return gap.wasEvaluated(); })) {
        item(kLane, hatch(true), tr("no data: unknown"));
    }
    if (const auto word = GapText::beginning(m_gaps, m_zone); !word.isEmpty()) {
        at -= 18 + kSpace / 2; // nothing is drawn there that a swatch could explain
        item(0, Qt::NoBrush, word);
    }
}

} // namespace hearth::ui
