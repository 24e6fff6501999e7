// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filter_chips.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QToolButton>

#include "widgets/flow_layout.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr int kIconSize = 14;

} // namespace

FilterChips::FilterChips(QWidget* parent)
    : QWidget(parent) {
    auto* flow = new FlowLayout(this);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(4);
}

void FilterChips::setChips(std::vector<Chip> chips) {
    if (chips == m_chips) {
        return;
    }
    m_chips = std::move(chips);
    while (m_buttons.size() < m_chips.size()) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({kIconSize, kIconSize});
        button->setFocusPolicy(Qt::TabFocus);
        const auto place = m_buttons.size();
        connect(button, &QToolButton::clicked, this, [this, place] { emit toggled(m_chips[place].key); });
        layout()->addWidget(button);
        m_buttons.push_back(button);
    }
    render();
}

QIcon FilterChips::iconOf(StateShape shape) const {
    const auto ratio = devicePixelRatioF();
    QPixmap pixmap(QSize(kIconSize, kIconSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintStateShape(painter, QRectF(0, 0, kIconSize, kIconSize), shape, stateColor(shape, palette()));
    return pixmap;
}

void FilterChips::render() {
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        auto* button = m_buttons[i];
        if (i >= m_chips.size()) {
            button->hide();
            continue;
        }
        const auto& chip = m_chips[i];
        button->setText(tr("%1 %2").arg(chip.word, QLocale().toString(static_cast<qulonglong>(chip.count))));
        button->setAccessibleName(button->text());
        button->setToolTip(chip.pressed ? tr("Show the others again") : tr("Show only these"));
        button->setIcon(iconOf(chip.shape));
        button->setChecked(chip.pressed);
        button->setVisible(chip.count > 0 || chip.pressed || chip.always);
    }
}

void FilterChips::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        render();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
