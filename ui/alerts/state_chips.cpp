// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/state_chips.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include "models/alert_text.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr int kIconSize = 14;

/// As people read them: what wants to be done first.
constexpr std::array kOrder{AlertCondition::kFiring,    AlertCondition::kPending, AlertCondition::kSilenced,
                            AlertCondition::kInhibited, AlertCondition::kMuted,   AlertCondition::kAcknowledged,
                            AlertCondition::kUnknown};

std::size_t place(AlertCondition condition) {
    return static_cast<std::size_t>(condition);
}

bool isAlwaysShown(AlertCondition condition) {
    return condition == AlertCondition::kFiring || condition == AlertCondition::kPending;
}

} // namespace

StateChips::StateChips(QWidget* parent)
    : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const auto condition : kOrder) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({kIconSize, kIconSize});
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        m_buttons[place(condition)] = button;
        connect(button, &QToolButton::clicked, this, [this, condition] { emit toggled(condition); });
    }
    row->addStretch(1);
    render();
}

void StateChips::setCounts(const AlertCounts& counts) {
    if (counts != m_counts) {
        m_counts = counts;
        render();
    }
}

void StateChips::setFilter(const AlertFilter& filter) {
    for (const auto condition : kOrder) {
        m_buttons[place(condition)]->setChecked(filter.names(condition));
    }
    render();
}

QIcon StateChips::iconOf(AlertCondition condition) const {
    const auto ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(kIconSize, kIconSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const auto shape = AlertText::shape(condition);
    paintStateShape(painter, QRectF(0, 0, kIconSize, kIconSize), shape, stateColor(shape, palette()));
    return pixmap;
}

void StateChips::render() {
    for (const auto condition : kOrder) {
        auto* button = m_buttons[place(condition)];
        const auto count = m_counts[condition];
        const auto word = AlertText::word(condition);
        button->setText(tr("%1 %2").arg(word, QLocale().toString(static_cast<qulonglong>(count))));
        button->setAccessibleName(button->text());
        button->setToolTip(button->isChecked() ? tr("Show the others again") : tr("Show only these"));
        button->setIcon(iconOf(condition));
        button->setVisible(count > 0 || isAlwaysShown(condition) || button->isChecked());
    }
}

void StateChips::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        render();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
