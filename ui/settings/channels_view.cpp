// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channels_view.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "base/clock.h"
#include "data/async_source.h"
#include "models/plain_text.h"
#include "settings/channel_card.h"
#include "settings/channel_form.h"
#include "settings/channel_gallery.h"
#include "settings/settings_changes.h"
#include "settings/test_result_view.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kMaxWidth = 900;
constexpr int kRoomBelow = 8;

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
    retranslateUi();
}

void ChannelsView::buildUi() {
    m_message = new MessageBar(this);
    m_undo = new QAction(this);
    connect(m_undo, &QAction::triggered, this, [this] {
        m_changes.undo([this](const Result<void>& undone) {
            m_message->clear();
            if (!undone) {
                m_message->showMessage(MessageBar::Kind::kError, toQString(undone.error().message()));
            }
        });
    });
    connect(&m_changes, &SettingsChanges::lastChanged, m_message, &MessageBar::clear);
    auto* content = new QWidget;
    content->setMaximumWidth(kMaxWidth);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(16, 12, 16, 16);
    m_column->setSpacing(8);
    m_none = plainLabel(content);
    m_add = new QPushButton(content);
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

    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_scroll, 1);
}

void ChannelsView::retranslateUi() {
    m_undo->setText(tr("Undo"));
    m_add->setText(tr("Add a channel"));
    m_none->setText(m_whyReadOnly.isEmpty() ? tr("Nobody is told of alerts yet. Add a channel to hear of them.")
                                            : tr("Nobody is told of alerts: this Alertmanager has no channel."));
    if (m_newTitle != nullptr) {
        m_newTitle->setText(tr("New channel: %1").arg(ChannelText::kind(m_newKind)));
    }
    if (m_snapshot.plan != nullptr) {
        renderCards();
    }
}

void ChannelsView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void ChannelsView::endTests() {
    for (auto* const card : m_cards) {
        card->setTesting(false);
    }
}

void ChannelsView::forget() {
    m_message->clear();
    m_add->setChecked(false);
    closeGallery();
    removeCards(std::exchange(m_cards, {}));
    m_snapshot = {};
}

void ChannelsView::showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly) {
    m_snapshot = snapshot;
    if (m_whyReadOnly != whyReadOnly) {
        m_whyReadOnly = whyReadOnly;
        m_add->setChecked(false);
    }
    const auto list = listOf(m_snapshot);
    const bool isSame = std::ranges::equal(list, m_cards, [](const Listed& listed, const ChannelCard* card) {
        return listed.receiver == card->receiver() && listed.channel.integration == card->channel().integration;
    });
    if (!isSame) {
        rebuildCards();
    }
    retranslateUi(); // only now: each channel has its card
    // The page itself says why nothing can be added.
    m_add->setVisible(whyReadOnly.isEmpty());
    m_none->setVisible(m_cards.empty());
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
    removeCards(std::exchange(m_cards, std::move(cards)));
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_column->insertWidget(static_cast<int>(i), m_cards[i]);
    }
}

void ChannelsView::removeCards(std::vector<ChannelCard*> cards) {
    for (auto* const gone : cards) {
        if (gone != nullptr) {
            gone->hide();
            gone->deleteLater();
        }
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
        card->showState(
            ChannelText::state(m_snapshot, card->receiver().toStdString(), card->channel(), card->lastTest(), now));
    }
}

void ChannelsView::bringIntoView(QWidget* widget) {
    // It has no place yet.
    QTimer::singleShot(0, widget, [this, widget] {
        m_scroll->widget()->layout()->activate();
        m_scroll->ensureWidgetVisible(widget, 0, kRoomBelow);
        // Of what is taller than the page the beginning is shown.
        const int top = widget->mapTo(m_scroll->widget(), QPoint()).y() - kRoomBelow;
        m_scroll->verticalScrollBar()->setValue(std::min(m_scroll->verticalScrollBar()->value(), std::max(0, top)));
    });
}

/// Its own buttons call for this, so it goes when they are done.
void ChannelsView::closeGallery() {
    m_newTitle = nullptr;
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
    auto* gallery = new ChannelGallery;
    gallery->setObjectName(QStringLiteral("gallery"));
    connect(gallery, &ChannelGallery::chosen, this, &ChannelsView::openNew);
    m_gallery = gallery;
    m_newPlace->addWidget(m_gallery);
    bringIntoView(m_gallery);
}

void ChannelsView::openNew(const std::string& kind) {
    const auto draft = m_settings->newChannel(kind);
    if (!draft) {
        m_message->showMessage(MessageBar::Kind::kError, toQString(draft.error().message()));
        return;
    }
    closeGallery();
    auto* card = new Card;
    card->setGround(QPalette::Window);
    m_gallery = card;
    auto* column = new QVBoxLayout(m_gallery);
    column->setContentsMargins(12, 8, 8, 8);
    m_newKind = kind;
    m_newTitle = plainLabel(m_gallery);
    auto strong = font();
    strong.setBold(true);
    m_newTitle->setFont(strong);
    m_newTitle->setText(tr("New channel: %1").arg(ChannelText::kind(kind)));
    auto* form = new ChannelForm(*draft);
    column->addWidget(m_newTitle);
    column->addWidget(form);
    m_newPlace->addWidget(m_gallery);
    form->focusFirst();
    bringIntoView(m_gallery);
    connect(form, &ChannelForm::canceled, m_add, [this] { m_add->setChecked(false); }, Qt::QueuedConnection);
    connect(form, &ChannelForm::saveRequested, this, [this, form] {
        save(*form, [this] {
            m_add->setChecked(false);
            m_message->showTranslated(MessageBar::Kind::kInformation, [] {
                return tr("The channel is set up. Send a test, then choose under Routes which alerts go there.");
            });
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
    form->focusFirst();
    bringIntoView(&card);
    auto* const place = &card;
    connect(form, &ChannelForm::canceled, place, [place] { place->open(nullptr); });
    connect(form, &ChannelForm::saveRequested, this, [this, form, place] {
        save(*form, [place] {
            place->setLastTest({}); // it was the channel's before
            place->open(nullptr);
        });
    });
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
                            shown->showProblem(tr("Not saved: %1").arg(toQString(done.error().message())));
                        }
                    });
}

void ChannelsView::remove(ChannelCard& card) {
    m_changes.apply([receiver = card.receiver().toStdString(), integration = card.channel().integration](
                        auto& settings) { return settings.removeChannel(receiver, integration); },
                    [this, kind = card.channel().kind, name = card.receiver()](const Result<void>& done) {
                        if (!done) {
                            m_message->showTranslated(MessageBar::Kind::kError,
                                                      [words = toQString(done.error().message())] {
                                                          return tr("Not removed: %1").arg(words);
                                                      });
                            return;
                        }
                        m_message->showTranslated(MessageBar::Kind::kInformation, [kind, name] {
                            return tr("%1 is removed.").arg(tr("%1 · %2").arg(ChannelText::kind(kind), name));
                        });
                        m_message->addActionButton(m_undo);
                    });
}

void ChannelsView::test(ChannelCard& card) {
    if (qobject_cast<TestResultView*>(card.opened()) != nullptr) {
        card.open(nullptr);
    }
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
    datasource::IntegrationTest result;
    if (test && !test->integrations.empty()) {
        result = std::move(test->integrations.front());
        const auto& words = result.answer.empty() ? result.error : result.answer;
        card.setLastTest(ChannelText::LastTest{test->time, result.delivered, toQString(words)});
        tick();
    } else if (!test) {
        result.error = test.error().message(); // nothing was sent
    }
    auto* view = new TestResultView(std::move(result));
    auto* const place = &card;
    connect(view, &TestResultView::closed, place, [place] { place->open(nullptr); });
    card.open(view);
    bringIntoView(&card);
}

} // namespace hearth::ui
