// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/host_card.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

HostCard::HostCard(QWidget* body, QWidget* parent)
    : Card(parent) {
    m_title = new ElidedLabel(this);
    auto strong = m_title->font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    m_explore = new QToolButton(this);
    m_explore->setAutoRaise(true);
    m_explore->setIcon(tintedIcon(QStringLiteral("explore")));
    m_value = new ValueLabel(this);
    m_note = new ElidedLabel(this);
    m_note->setQuiet(true);

    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_title, 1);
    head->addWidget(m_explore);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 8);
    layout->setSpacing(2);
    layout->addLayout(head);
    auto* inner = new QVBoxLayout;
    inner->setContentsMargins(0, 0, 6, 0);
    inner->setSpacing(4);
    inner->addWidget(m_value);
    inner->addWidget(m_note);
    inner->addSpacing(4);
    inner->addWidget(body, 1);
    layout->addLayout(inner, 1);
    connect(m_explore, &QToolButton::clicked, this, &HostCard::exploreRequested);
}

void HostCard::setTitle(const QString& title) {
    m_title->setText(title);
    setAccessibleName(title);
    const auto tip = tr("Show in Explore");
    m_explore->setToolTip(tip);
    m_explore->setAccessibleName(tip + QStringLiteral(": ") + title);
}

void HostCard::setParts(std::vector<ValueLabel::Part> parts) {
    m_value->setParts(std::move(parts));
}

void HostCard::setNote(const QString& note) {
    m_note->setText(note);
}

QString HostCard::title() const {
    return m_title->text();
}

QString HostCard::note() const {
    return m_note->text();
}

} // namespace hearth::ui
