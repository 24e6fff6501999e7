// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channels_view.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "base/clock.h"
#include "data/async_source.h"
#include "models/plain_text.h"
#include "settings/channel_card.h"
#include "settings/channel_form.h"
#include "settings/settings_changes.h"
#include "settings/test_result_view.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kMaxWidth = 900;

struct Listed {
    QString receiver;
    datasource::Channel channel;
    int routes = 0;
};

std::vector<Listed> listOf(const SettingsSnapshot& snapshot) {
    std::vector<Listed> list;
    for (const auto& receiver : snapshot.plan->receivers()) {
        for (const auto& channel : receiver.channels) {
            list.push_back({toQString(receiver.name), channel, static_cast<int>(receiver.routes.size())});
        }
    }
    return list;
}

} // namespace

ChannelsView::ChannelsView(AsyncSource& source, datasource::NotificationSettings* settings, SettingsChanges& changes,
                           QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_settings(settings)
    , m_changes(changes) {
    buildUi();
}

void ChannelsView::buildUi() {
    m_message = new MessageBar(this);
    m_undo = new QAction(tr("Undo"), this);
    connect(m_undo, &QAction::triggered, this, [this] {
        m_changes.undo([this](const Result<void>& undone) {
            if (undone) {
                m_message->clear();
            } else {
                m_message->showMessage(MessageBar::Kind::kError, toQString(undone.error().message()));
            }
        });
    });
    auto* content = new QWidget;
    content->setMaximumWidth(kMaxWidth);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(16, 12, 16, 16);
    m_column->setSpacing(8);
    m_none = plainLabel(content);
    m_add = new QPushButton(tr("Add a channel"), content);
    m_add->setObjectName(QStringLiteral("add"));
    m_add->setIcon(tintedIcon(QStringLiteral("plus")));
    m_add->setCheckable(true);
    m_newPlace = new QVBoxLayout;
    auto* addRow = new QHBoxLayout;
    addRow->addWidget(m_add);
    addRow->addStretch(1);
    m_column->addWidget(m_none);
    m_column->addLayout(addRow);
    m_column->addLayout(m_newPlace);
    m_column->addStretch(1);
    connect(m_add, &QPushButton::toggled, this, &ChannelsView::openGallery);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(scroll, 1);
}

void ChannelsView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    m_whyReadOnly = whyReadOnly;
    const auto list = listOf(m_snapshot);
    const bool isSame = std::ranges::equal(list, m_cards, [](const Listed& listed, const ChannelCard* card) {
        return listed.receiver == card->receiver() && listed.channel.integration == card->channel().integration;
    });
    if (!isSame) {
        rebuildCards();
    }
    renderCards();
    m_add->setEnabled(whyReadOnly.isEmpty());
    m_add->setToolTip(plainToolTip(whyReadOnly));
    m_none->setVisible(m_cards.empty());
    m_none->setText(tr("Nobody is told of alerts yet. Add a channel to hear of them."));
}

void ChannelsView::rebuildCards() {
    // Cards that stay keep what is open in them.
    std::vector<ChannelCard*> cards;
    for (const auto& listed : listOf(m_snapshot)) {
        const auto found = std::ranges::find_if(m_cards, [&](const ChannelCard* card) {
            return card != nullptr && card->receiver() == listed.receiver &&
                   card->channel().integration == listed.channel.integration;
        });
        if (found != m_cards.end()) {
            cards.push_back(std::exchange(*found, nullptr));
            continue;
        }
        auto* card = new ChannelCard(listed.receiver, listed.channel);
        connect(card, &ChannelCard::testRequested, this, [this, card] { test(*card); });
        connect(card, &ChannelCard::editRequested, this, [this, card] { openForm(*card); });
        connect(card, &ChannelCard::removeRequested, this, [this, card] { remove(*card); });
        cards.push_back(card);
    }
    for (auto* const gone : m_cards) {
        if (gone != nullptr) {
            gone->hide();
            gone->deleteLater();
        }
    }
    m_cards = std::move(cards);
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_column->insertWidget(static_cast<int>(i), m_cards[i]);
    }
}

void ChannelsView::renderCards() {
    const auto list = listOf(m_snapshot);
    const auto whyNoTest = m_snapshot.isHearth
                               ? QString()
                               : tr("This Alertmanager cannot send tests; Hearth's own can. Alerts still arrive.");
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->showChannel(list[i].channel);
        m_cards[i]->showUse(list[i].routes);
        m_cards[i]->setCanTest(whyNoTest);
        m_cards[i]->setCanEdit(m_whyReadOnly);
    }
    tick();
}

void ChannelsView::tick() {
    const auto now = SystemClock().nowMs();
    for (auto* const card : m_cards) {
        card->showState(ChannelText::state(m_snapshot, card->receiver().toStdString(), card->channel(), now));
    }
}

/// Its own buttons call for this, so it goes when they are done.
void ChannelsView::closeGallery() {
    if (m_gallery != nullptr) {
        m_gallery->hide();
        m_gallery->deleteLater();
        m_gallery = nullptr;
    }
}

void ChannelsView::openGallery(bool open) {
    closeGallery();
    if (!open) {
        return;
    }
    m_gallery = new Card;
    m_gallery->setObjectName(QStringLiteral("gallery"));
    auto* grid = new QGridLayout(m_gallery);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& kind : datasource::channelKinds()) {
        auto* button = new QPushButton(ChannelText::kind(kind.kind), m_gallery);
        button->setObjectName(toQString(kind.kind));
        connect(button, &QPushButton::clicked, this, [this, name = std::string(kind.kind)] { openNew(name); });
        auto* about = plainLabel(m_gallery);
        about->setText(ChannelText::about(kind.kind));
        grid->addWidget(button, row, 0);
        grid->addWidget(about, row, 1);
        ++row;
    }
    m_newPlace->addWidget(m_gallery);
}

void ChannelsView::openNew(const std::string& kind) {
    const auto draft = m_settings->newChannel(kind);
    if (!draft) {
        m_message->showMessage(MessageBar::Kind::kError, toQString(draft.error().message()));
        return;
    }
    closeGallery();
    m_gallery = new Card;
    auto* column = new QVBoxLayout(m_gallery);
    auto* title = new QLabel(tr("New channel: %1").arg(ChannelText::kind(kind)), m_gallery);
    title->setTextFormat(Qt::PlainText);
    auto* form = new ChannelForm(*draft);
    column->addWidget(title);
    column->addWidget(form);
    m_newPlace->addWidget(m_gallery);
    connect(form, &ChannelForm::canceled, m_add, [this] { m_add->setChecked(false); }, Qt::QueuedConnection);
    connect(form, &ChannelForm::saveRequested, this, [this, form] {
        save(*form, [this] {
            m_add->setChecked(false);
            m_message->showMessage(MessageBar::Kind::kInformation,
                                   tr("The channel is set up. Send a test, then choose under Routes which alerts go "
                                      "there."));
        });
    });
}

void ChannelsView::openForm(ChannelCard& card) {
    const auto draft = m_settings->channel(card.receiver().toStdString(), card.channel().integration);
    if (!draft) {
        m_message->showMessage(MessageBar::Kind::kError, toQString(draft.error().message()));
        return;
    }
    auto* form = new ChannelForm(*draft);
    card.open(form);
    auto* const place = &card;
    connect(form, &ChannelForm::canceled, place, [place] { place->open(nullptr); });
    connect(form, &ChannelForm::saveRequested, this,
            [this, form, place] { save(*form, [place] { place->open(nullptr); }); });
}

void ChannelsView::save(ChannelForm& form, const std::function<void()>& saved) {
    form.setBusy(true);
    m_changes.apply([draft = form.draft()](auto& settings) { return settings.putChannel(draft); },
                    [shown = QPointer(&form), saved](const Result<void>& done) {
                        if (shown == nullptr) {
                            return;
                        }
                        shown->setBusy(false);
                        if (done) {
                            saved();
                        } else {
                            shown->showProblem(toQString(done.error().message()));
                        }
                    });
}

void ChannelsView::remove(ChannelCard& card) {
    const auto title = tr("%1 · %2").arg(ChannelText::kind(card.channel().kind), card.receiver());
    m_changes.apply([receiver = card.receiver().toStdString(), integration = card.channel().integration](
                        auto& settings) { return settings.removeChannel(receiver, integration); },
                    [this, title](const Result<void>& done) {
                        if (!done) {
                            m_message->showMessage(MessageBar::Kind::kError, toQString(done.error().message()));
                            return;
                        }
                        m_message->showMessage(MessageBar::Kind::kInformation, tr("%1 is removed.").arg(title));
                        m_message->addActionButton(m_undo);
                    });
}

void ChannelsView::test(ChannelCard& card) {
    card.setTesting(true);
    auto* const place = &card;
    m_source.call(
        place, QStringLiteral("test"),
        [query = datasource::ReceiverTestQuery{card.receiver().toStdString(), card.channel().integration}](
            datasource::DataSource& source, std::stop_token stop) {
            return source.alertmanager().testReceiver(query, std::move(stop));
        },
        [this, place](Result<datasource::ReceiverTest> test) { showTest(*place, std::move(test)); });
}

void ChannelsView::showTest(ChannelCard& card, Result<datasource::ReceiverTest> test) {
    card.setTesting(false);
    if (!test || test->integrations.empty()) {
        datasource::IntegrationTest failed;
        failed.error = test ? std::string() : test.error().message();
        card.open(new TestResultView(std::move(failed)));
        return;
    }
    card.open(new TestResultView(std::move(test->integrations.front())));
}

} // namespace hearth::ui
