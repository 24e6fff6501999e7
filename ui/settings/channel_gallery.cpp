// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channel_gallery.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "widgets/plain_label.h"

namespace hearth::ui {

ChannelGallery::ChannelGallery(QWidget* parent)
    : Card(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    for (const auto& kind : datasource::channelKinds()) {
        auto* button = new QPushButton(this);
        button->setObjectName(toQString(kind.kind));
        connect(button, &QPushButton::clicked, this, [this, name = std::string(kind.kind)] { emit chosen(name); });
        auto* about = plainLabel(this);
        const int row = static_cast<int>(m_rows.size());
        grid->addWidget(button, row, 0);
        grid->addWidget(about, row, 1);
        m_rows.push_back({button, about});
    }
    retranslateUi();
}

void ChannelGallery::retranslateUi() {
    const auto kinds = datasource::channelKinds();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].button->setText(ChannelText::kind(kinds[i].kind));
        const auto about = ChannelText::about(kinds[i].kind);
        m_rows[i].about->setText(ChannelText::withWholeFlags(about));
        m_rows[i].button->setAccessibleDescription(about);
    }
}

void ChannelGallery::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Card::changeEvent(event);
}

} // namespace hearth::ui
