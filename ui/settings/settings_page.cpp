// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_page.h"

#include <QEvent>
#include <QGroupBox>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "settings/channels_view.h"
#include "settings/fire_drill.h"
#include "settings/quiet_view.h"
#include "settings/route_tester.h"
#include "settings/routes_view.h"
#include "settings/settings_changes.h"
#include "settings/uplink_view.h"
#include "widgets/empty_state.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kRefreshMs = 5'000;
const QString kSlot = QStringLiteral("settings");
enum Tab { kChannels, kRoutes, kTrying, kQuiet, kUplink };

} // namespace

SettingsPage::SettingsPage(AsyncSource& source, datasource::NotificationSettings* settings, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_settings(settings)
    , m_shown(source.source().get()) {
    m_changes = new SettingsChanges(source, settings, this);
    buildUi();
    retranslateUi();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_source.busy(this, kSlot) && !m_changes->isBusy()) {
            refresh();
        }
    });
    connect(m_changes, &SettingsChanges::saved, this, &SettingsPage::refresh);
    connect(&m_source, &AsyncSource::sourceChanged, this, [this] {
        // The same one is set anew when its engine is ready.
        if (m_source.source().get() != m_shown) {
            forget();
        } else {
            m_channels->endTests();
        }
        if (isVisible()) {
            refresh();
        }
    });
}

void SettingsPage::buildUi() {
    m_message = new MessageBar(this);
    m_message->setClosable(false);
    m_channels = new ChannelsView(m_source, m_settings, *m_changes);
    m_routes = new RoutesView(*m_changes);
    m_quiet = new QuietView(*m_changes);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_channels, QString());
    m_tabs->addTab(m_routes, QString());
    m_tabs->addTab(buildTrying(), QString());
    m_tabs->addTab(m_quiet, QString());
    m_uplink = new UplinkView(m_source);
    m_tabs->addTab(m_uplink, QString());
    m_help = new QToolButton(m_tabs);
    m_help->setIcon(tintedIcon(QStringLiteral("help")));
    m_help->setAutoRaise(true);
    connect(m_help, &QToolButton::clicked, this, &SettingsPage::helpRequested);
    m_tabs->setCornerWidget(m_help);
    m_empty = new EmptyState(this);
    connect(m_empty, &EmptyState::actionTriggered, this, &SettingsPage::refresh);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tabs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
}

QWidget* SettingsPage::buildTrying() {
    m_tester = new RouteTester;
    m_drill = new FireDrill(m_source);
    auto* content = new QWidget;
    content->setMaximumWidth(900);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(16);
    const auto section = [&](QWidget* widget) {
        auto* box = new QGroupBox(content);
        auto* inside = new QVBoxLayout(box);
        inside->addWidget(widget);
        column->addWidget(box);
        return box;
    };
    m_testerBox = section(m_tester);
    m_drillBox = section(m_drill);
    connect(m_drill, &FireDrill::linkFollowed, this, &SettingsPage::follow);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    return scroll;
}

void SettingsPage::retranslateUi() {
    m_help->setAccessibleName(tr("Help"));
    m_help->setToolTip(tr("Help"));
    m_tabs->setTabText(kChannels, tr("Channels"));
    m_tabs->setTabText(kRoutes, tr("Routes"));
    m_tabs->setTabText(kTrying, tr("Try it"));
    m_tabs->setTabText(kQuiet, tr("Quiet hours"));
    m_tabs->setTabText(kUplink, tr("Uplink"));
    m_testerBox->setTitle(tr("Where would it go?"));
    m_drillBox->setTitle(tr("Fire drill"));
    m_empty->setTexts(tr("Asking the Alertmanager…"), QString(), QString());
    if (m_isLoaded) {
        showSnapshot();
    } else if (m_error) {
        showAbsence(*m_error);
    }
}

void SettingsPage::forget() {
    m_shown = m_source.source().get();
    m_isLoaded = false;
    m_error.reset();
    m_snapshot = {};
    m_message->clear();
    m_channels->forget();
    m_routes->forget();
    m_drill->forget();
    m_quiet->forget();
    m_stack->setCurrentWidget(m_empty);
    retranslateUi();
}

void SettingsPage::showPlace(const QString& target) {
    m_tabs->setCurrentIndex(target == QLatin1String("routes")           ? kRoutes
                            : target == QLatin1String("time-intervals") ? kQuiet
                                                                        : kChannels);
}

void SettingsPage::follow(const LinkedText& link) {
    switch (link.link) {
    case LinkedText::Link::kSettings:
        return showPlace(link.target);
    case LinkedText::Link::kSilence:
        emit silenceShown(link.target);
        return;
    case LinkedText::Link::kAlert:
        emit alertRequested(link.target);
        return;
    default:
        return;
    }
}

QString SettingsPage::whyReadOnly() const {
    if (!m_isLocal) {
        return tr("The settings of another machine are shown, not changed: edit its alertmanager.yml there.");
    }
    return m_settings == nullptr ? tr("There is no file to change.") : toQString(m_settings->whyReadOnly());
}

void SettingsPage::setLocal(bool local) {
    m_isLocal = local;
    m_uplink->setLocal(local);
    if (isVisible()) {
        refresh();
    }
}

void SettingsPage::refresh() {
    if (m_settings == nullptr) {
        m_empty->setTexts(tr("No settings here"), tr("This program has nothing that reads them."), QString());
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_source.call(
        this, kSlot,
        [settings = m_settings](datasource::DataSource& source, std::stop_token stop) {
            return readSettings(source, *settings, stop);
        },
        [this](Result<SettingsSnapshot> snapshot) { take(std::move(snapshot)); });
}

void SettingsPage::take(Result<SettingsSnapshot> snapshot) {
    if (!snapshot && m_isLoaded) {
        m_message->showTranslated(MessageBar::Kind::kWarning, [words = toQString(snapshot.error().message())] {
            return tr("This is not up to date. The Alertmanager does not answer: %1").arg(words);
        });
        return;
    }
    if (!snapshot) {
        m_error = snapshot.error();
        showAbsence(*m_error);
        return;
    }
    m_isLoaded = true;
    m_error.reset();
    m_snapshot = *std::move(snapshot);
    showSnapshot();
}

void SettingsPage::showAbsence(const Error& error) {
    const bool hasNone = error.code() == ErrorCode::kUnsupported;
    m_empty->setTexts(hasNone ? tr("No Alertmanager is connected") : tr("The Alertmanager does not answer"),
                      hasNone ? tr("This server has no Alertmanager that could be asked. Choose \"This computer\" "
                                   "in the menu \"Server\", or connect to another Hearth.")
                              : toQString(error.message()),
                      hasNone ? QString() : tr("Ask again"));
    m_stack->setCurrentWidget(m_empty);
}

void SettingsPage::showSnapshot() {
    const auto why = whyReadOnly();
    if (why.isEmpty()) {
        m_message->clear();
    } else {
        m_message->showMessage(MessageBar::Kind::kInformation, why);
    }
    m_channels->showSettings(m_snapshot, why);
    m_routes->showSettings(m_snapshot, why);
    m_tester->showSettings(m_snapshot);
    m_drill->setHasTrace(m_snapshot.isHearth);
    m_quiet->showSettings(m_snapshot, why);
    m_stack->setCurrentWidget(m_tabs);
}

void SettingsPage::focusFind() {
    m_tabs->setCurrentIndex(kTrying);
    m_tester->focusField();
}

void SettingsPage::setUtc(bool utc) {
    m_drill->setUtc(utc);
}

void SettingsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start(kRefreshMs);
    refresh();
}

void SettingsPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
}

void SettingsPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
}

} // namespace hearth::ui
