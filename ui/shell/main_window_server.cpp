// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QToolButton>

#include "home/home_page.h"
#include "models/plain_text.h"
#include "shell/connect_bar.h"
#include "shell/desktop_alerts.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "shell/status_fields.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

/// The part of MainWindow that has to do with the server on show: connecting to it, and how it and its alerts do.
namespace hearth::ui {

void MainWindow::connectServer() {
    const auto trigger = [this](WindowActions::Id id) { return [this, id] { (*m_actions)[id]->trigger(); }; };
    connect((*m_actions)[WindowActions::kConnect], &QAction::triggered, m_connectBar, &ConnectBar::ask);
    connect((*m_actions)[WindowActions::kConnectLocal], &QAction::triggered, &m_connections,
            &Connections::connectLocal);
    connect(m_localAction, &QAction::triggered, &m_connections, &Connections::connectLocal);
    connect((*m_actions)[WindowActions::kReload], &QAction::triggered, this, &MainWindow::reloadConfiguration);
    connect(m_connection, &QToolButton::clicked, this, &MainWindow::showConnectionMenu);
    connect(&m_connections, &Connections::changed, this, &MainWindow::connectionChanged);
    connect(&m_watch, &ServerWatch::numbersChanged, this, &MainWindow::numbersChanged);
    connect(&m_watch, &ServerWatch::engineChanged, this, &MainWindow::engineChanged);
    connect(m_noticeBar, &MessageBar::dismissed, this, [this] { m_askingToClose = false; });
    connect(m_status, &StatusFields::targetsClicked, this, trigger(WindowActions::kTargets));
    connect(m_status, &StatusFields::statusClicked, this, trigger(WindowActions::kStatus));
    connect(m_status, &StatusFields::zoneClicked, this, trigger(WindowActions::kUtc));
    connect(m_status, &StatusFields::exploreClicked, this, &MainWindow::explore);
    connect(m_status, &StatusFields::connectionClicked, this, &MainWindow::showConnectionMenu);
}

void MainWindow::showConnectionMenu() {
    auto* menu = m_connectionMenu;
    menu->clear();
    menu->addAction((*m_actions)[WindowActions::kConnectLocal]);
    for (const auto& url : m_settings.recentConnections()) {
        auto* entry = menu->addAction(tintedIcon(QStringLiteral("server")), withoutMnemonic(Connections::nameOf(url)));
        connect(entry, &QAction::triggered, &m_connections,
                [this, url] { std::ignore = m_connections.connectTo(url); });
    }
    menu->addSeparator();
    menu->addAction((*m_actions)[WindowActions::kConnect]);
    menu->popup(m_connection->mapToGlobal(m_connection->rect().bottomLeft()));
}

void MainWindow::connectionChanged() {
    m_connection->setIcon(tintedIcon(m_connections.isLocal() ? QStringLiteral("computer") : QStringLiteral("server")));
    m_noticeBar->clear();
    m_status->render();
    retranslateUi();
}

void MainWindow::numbersChanged() {
    showEngine();
    const auto& numbers = m_watch.numbers();
    const int down = numbers ? static_cast<int>(numbers->targets.down) : 0;
    m_sidebar->setBadge(WindowActions::kTargets, Sidebar::Badge::kAlarm, down, tr("%Ln target(s) down", nullptr, down));
}

void MainWindow::alertStateChanged() {
    const auto& state = m_alerts->state();
    const int firing = static_cast<int>(state.firing);
    const int silences = static_cast<int>(state.silences);
    m_sidebar->setBadge(WindowActions::kAlerts, Sidebar::Badge::kAlarm, firing,
                        tr("%Ln alert(s) firing", nullptr, firing));
    m_sidebar->setBadge(WindowActions::kSilences, Sidebar::Badge::kCount, silences,
                        tr("%Ln silence(s) active", nullptr, silences));
}

/// What the pages asked while the engine was starting was refused, so they ask again once it is ready.
void MainWindow::engineChanged() {
    using Phase = ServerWatch::EngineState::Phase;
    // Where none were chosen here those of the command line stay.
    if (const auto hosts = m_settings.uplinkHosts(); m_watch.engine().phase == Phase::kReady && !hosts.isEmpty()) {
        if (const auto watched = watchUplink(hosts); !watched) {
            m_noticeBar->showMessage(
                MessageBar::Kind::kWarning,
                tr("The way to the internet is not watched: %1.").arg(toQString(watched.error().message())));
        }
    }
    if (m_watch.engine().phase == Phase::kReady && m_connections.isLocal()) {
        m_connections.renew();
    }
    showEngine();
}

Result<void> MainWindow::watchUplink(const QStringList& chosen) {
    std::vector<std::string> hosts;
    for (const auto& host : chosen) {
        hosts.push_back(host.toStdString());
    }
    return m_host.watchUplink(std::move(hosts));
}

/// What every page would have to say: nobody answers.
void MainWindow::showEngine() {
    using Phase = ServerWatch::EngineState::Phase;
    m_status->render();
    const auto& engine = m_watch.engine();
    const bool failed = m_connections.isLocal() && engine.phase == Phase::kFailed;
    const bool away = !m_connections.isLocal() && m_watch.isOutOfReach();
    if (auto* home = m_pages->findChild<HomePage*>()) {
        home->setWaiting(!failed && !away);
    }
    if (failed) {
        m_engineBar->showMessage(
            MessageBar::Kind::kError,
            tr("This computer's engine is not running: %1\nEnd the program that is in the way and start "
               "Hearth again, or look at another server meanwhile.")
                .arg(toQString(engine.message)));
        m_engineBar->addActionButton((*m_actions)[WindowActions::kConnect]);
    } else if (away) {
        m_engineBar->showMessage(MessageBar::Kind::kError,
                                 tr("%1 does not answer: %2.\nIt is asked again every few seconds.")
                                     .arg(m_connections.name(), m_watch.problem()));
        m_engineBar->addActionButton(m_localAction);
    } else {
        m_engineBar->clear();
    }
}

void MainWindow::reloadConfiguration() {
    reload([](datasource::DataSource& source, std::stop_token stop) { return source.reload(std::move(stop)); });
}

void MainWindow::reloadEngine() {
    reload([&host = m_host](datasource::DataSource& /*source*/, std::stop_token stop) {
        return host.local().reload(std::move(stop));
    });
}

void MainWindow::reload(std::function<Result<void>(datasource::DataSource& source, std::stop_token stop)> how) {
    m_source.call(this, QStringLiteral("reload"), std::move(how), [this](Result<void> reloaded) {
        if (reloaded) {
            m_noticeBar->showMessage(MessageBar::Kind::kInformation, tr("The configuration is loaded."));
        } else {
            m_noticeBar->showMessage(MessageBar::Kind::kError,
                                     tr("The configuration was not loaded, the one before runs on: %1")
                                         .arg(toQString(reloaded.error().message())));
        }
        m_askingToClose = false;
    });
}

} // namespace hearth::ui
