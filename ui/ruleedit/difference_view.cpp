// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/difference_view.h"

#include <QEvent>
#include <QFontDatabase>
#include <QTextBlock>

#include "models/plain_text.h"
#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kTint = 0.14;
constexpr int kShownLines = 12;

} // namespace

DifferenceView::DifferenceView(QWidget* parent)
    : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("Changes to the file"));
}

void DifferenceView::setDifference(const std::vector<DifferenceLine>& lines) {
    QStringList text;
    m_kinds.clear();
    for (const auto& line : lines) {
        text << toQString(line.text);
        m_kinds.push_back(line.kind);
    }
    setPlainText(text.join(QLatin1Char('\n')));
    const int shown = std::clamp(static_cast<int>(lines.size()), 3, kShownLines);
    setFixedHeight((shown + 2) * fontMetrics().lineSpacing());
    tint();
}

void DifferenceView::tint() {
    const auto base = palette().color(QPalette::Base);
    QList<QTextEdit::ExtraSelection> marks;
    int number = 0;
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        const auto kind = m_kinds.size() > static_cast<std::size_t>(number) ? m_kinds[static_cast<std::size_t>(number)]
                                                                            : DifferenceLine::Kind::kSame;
        ++number;
        if (kind == DifferenceLine::Kind::kSame) {
            continue;
        }
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        if (kind == DifferenceLine::Kind::kPlace) {
            mark.format.setForeground(quietText(palette()));
        } else {
            const auto health =
                kind == DifferenceLine::Kind::kAdded ? datasource::TargetHealth::kUp : datasource::TargetHealth::kDown;
            mark.format.setBackground(mixed(healthColor(health, palette()), base, kTint));
        }
        marks << mark;
    }
    setExtraSelections(marks);
}

void DifferenceView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        tint();
    } else if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Changes to the file"));
    }
}

} // namespace hearth::ui
