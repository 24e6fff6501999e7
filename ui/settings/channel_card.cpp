// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channel_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "alerts/shape_label.h"
#include "models/plain_text.h"
#include "settings/route_text.h"
#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

ChannelCard::ChannelCard(QString receiver, datasource::Channel channel, QWidget* parent)
    : Card(parent)
    , m_receiver(std::move(receiver))
    , m_channel(std::move(channel)) {
    buildUi();
    retranslateUi();
}

void ChannelCard::buildUi() {
    m_shape = new ShapeLabel(this);
    m_word = new QLabel(this);
    m_title = new ElidedLabel(this);
    auto strong = font();
    strong.setBold(true);
    m_title->setFont(strong);
    m_where = new ElidedLabel(this);
    m_last = new ElidedLabel(this);
    m_last->setQuiet(true);
    m_test = new QPushButton(this);
    m_test->setObjectName(QStringLiteral("test"));
    m_edit = new QPushButton(this);
    m_edit->setObjectName(QStringLiteral("edit"));
    m_remove = new QToolButton(this);
    m_remove->setObjectName(QStringLiteral("remove"));
    m_remove->setIcon(tintedIcon(QStringLiteral("close")));
    m_remove->setAutoRaise(true);

    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_title, 1);
    head->addWidget(m_shape);
    head->addWidget(m_word);
    head->addSpacing(8);
    head->addWidget(m_test);
    head->addWidget(m_edit);
    head->addWidget(m_remove);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(12, 8, 8, 8);
    m_column->setSpacing(2);
    m_column->addLayout(head);
    m_column->addWidget(m_where);
    m_column->addWidget(m_last);
    connect(m_test, &QPushButton::clicked, this, &ChannelCard::testRequested);
    connect(m_edit, &QPushButton::clicked, this, &ChannelCard::editRequested);
    connect(m_remove, &QToolButton::clicked, this, &ChannelCard::removeRequested);
}

void ChannelCard::retranslateUi() {
    m_edit->setText(tr("Edit"));
    m_remove->setAccessibleName(tr("Remove"));
    showChannel(m_channel);
    setCanTest(m_whyNoTest);
    setCanEdit(m_whyReadOnly);
    setTesting(m_isTesting);
}

void ChannelCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Card::changeEvent(event);
}

void ChannelCard::showChannel(const datasource::Channel& channel) {
    if (channel.to != m_channel.to || channel.over != m_channel.over) {
        m_lastTest.reset();
    }
    m_channel = channel;
    //: The kind of a channel and the name of its receiver.
    m_title->setText(tr("%1 · %2").arg(ChannelText::kind(channel.kind), RouteText::oneLine(m_receiver)));
    const auto where = RouteText::oneLine(ChannelText::destination(channel));
    const auto routes = m_routes == 0 ? tr("no route leads here") : tr("%Ln route(s) lead here", nullptr, m_routes);
    m_where->setText(tr("%1 · %2").arg(where, routes));
}

void ChannelCard::showState(const ChannelText::State& state) {
    m_shape->setShape(state.shape);
    m_word->setText(state.word);
    m_last->setText(RouteText::oneLine(state.line));
}

void ChannelCard::showUse(int routes) {
    m_routes = routes;
    showChannel(m_channel);
}

void ChannelCard::allow(QAbstractButton& button, const QString& why, const QString& toolTip) {
    button.setEnabled(why.isEmpty());
    button.setToolTip(plainToolTip(why.isEmpty() ? toolTip : why));
}

void ChannelCard::setCanTest(const QString& why) {
    m_whyNoTest = why;
    allow(*m_test, why, tr("Sends a message marked as a test right now"));
    setTesting(m_isTesting);
}

void ChannelCard::setCanEdit(const QString& why) {
    m_whyReadOnly = why;
    const bool isKnown = datasource::findChannelKind(m_channel.kind) != nullptr;
    const auto reason = why.isEmpty() && !isKnown ? tr("This kind is set up in the configuration file.") : why;
    const bool hasFields = !isKnown || !datasource::findChannelKind(m_channel.kind)->fields.empty();
    // The page itself says why nothing can be changed.
    auto room = m_edit->sizePolicy();
    room.setRetainSizeWhenHidden(why.isEmpty()); // what stands beside it is in one line with other cards
    m_edit->setSizePolicy(room);
    m_edit->setVisible(hasFields && why.isEmpty());
    m_remove->setVisible(why.isEmpty());
    allow(*m_edit, reason, {});
    allow(*m_remove, {}, tr("Remove"));
}

void ChannelCard::setTesting(bool testing) {
    m_isTesting = testing;
    m_test->setText(testing ? tr("Sending…") : tr("Send test"));
    m_test->setEnabled(!testing && m_whyNoTest.isEmpty());
}

void ChannelCard::open(QWidget* widget) {
    if (m_opened != nullptr) {
        m_opened->hide();
        m_opened->deleteLater();
    }
    m_opened = widget;
    // Fields stand out from the window's ground alone.
    const bool isForm = widget != nullptr && widget->findChild<QLineEdit*>() != nullptr;
    setGround(isForm ? QPalette::Window : QPalette::Base);
    update();
    if (widget != nullptr) {
        m_column->addWidget(widget);
    }
}

} // namespace hearth::ui
