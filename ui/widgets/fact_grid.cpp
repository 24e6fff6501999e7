// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fact_grid.h"

#include <QGridLayout>
#include <QLabel>

#include "widgets/elided_label.h"
#include "widgets/plain_label.h"

namespace hearth::ui {

/// A grid and no QFormLayout: those of Qt 6.4 write past their memory when hidden rows change.
FactGrid::FactGrid(std::size_t facts, QWidget* parent)
    : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < facts; ++i) {
        auto* name = m_names.emplace_back(new ElidedLabel(this));
        name->setQuiet(true);
        auto* text = m_texts.emplace_back(plainLabel(this));
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        // The first line stands level with the name, which has a taller line.
        text->setContentsMargins(0, (name->sizeHint().height() - fontMetrics().height() + 1) / 2, 0, 0);
        grid->addWidget(name, static_cast<int>(i), 0, Qt::AlignTop);
        grid->addWidget(text, static_cast<int>(i), 1);
    }
}

void FactGrid::setNames(const QStringList& names) {
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        m_names[i]->setText(names.value(static_cast<qsizetype>(i)));
    }
}

void FactGrid::setTexts(const QStringList& texts) {
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const auto text = texts.value(static_cast<qsizetype>(i));
        m_texts[i]->setText(text);
        m_names[i]->setVisible(!text.isEmpty());
        m_texts[i]->setVisible(!text.isEmpty());
    }
}

} // namespace hearth::ui
