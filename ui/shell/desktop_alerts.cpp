// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/desktop_alerts.h"

#include <QAction>
#include <QDBusConnection>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

#include "shell/connections.h"
#include "shell/quiet_hours_editor.h"
#include "shell/settings.h"
#include "shell/tray.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr qint64 kHourSeconds = 3600;
constexpr int kMorningHour = 7;

} // namespace

DesktopAlerts::DesktopAlerts(datasource::DesktopHost& host, AsyncSource& source, Connections& connections,
                             Settings& settings, QToolButton* bell, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_connections(connections)
    , m_settings(settings)
    , m_daemon(QDBusConnection::sessionBus())
    , m_center(m_daemon)
    , m_feed(host, m_center)
    , m_watch(source, m_center)
    , m_changes(host)
    , m_sleepGuard(host, QDBusConnection::systemBus())
    , m_sleepReport(host)
    , m_bell(bell) {
    m_center.setCreator(settings.silenceCreator());
    m_center.setQuietHours(settings.quietHours());
    m_center.pauseUntil(settings.pausedUntil());
    m_center.setFallback([this](const QString& title, const QString& body) -> Result<std::string> {
        if (m_tray != nullptr && m_tray->showBalloon(title, body)) {
            return std::string("shown at the tray's icon");
        }
        return fail(ErrorCode::kUnsupported, "there is no tray either");
    });
    m_watch.setNotifies(settings.notifiesOfOthers());
    buildMenu();
    connect(&m_center, &NotificationCenter::openRequested, this, &DesktopAlerts::openRequested);
    connect(&m_center, &NotificationCenter::pauseChanged, this, &DesktopAlerts::render);
    connect(&m_watch, &AlertWatch::stateChanged, this, [this] {
        render();
        emit stateChanged();
    });
    connect(&m_watch, &AlertWatch::changed, this, &DesktopAlerts::alertsChanged);
    connect(&m_changes, &ChangeFeed::changed, this, [this] {
        if (m_connections.isLocal()) {
            m_watch.lookSoon();
        }
    });
    connect(&m_sleepReport, &SleepReport::told, this, &DesktopAlerts::tellOfSleep);
    connect(&connections, &Connections::changed, this, &DesktopAlerts::connectionChanged);
}

void DesktopAlerts::connectionChanged() {
    m_watch.setServer(m_connections.url());
    m_sleepReport.setRemote(m_connections.isLocal() ? nullptr : m_source.source(),
                            Connections::nameOf(m_connections.url()));
    updateActivity();
}

void DesktopAlerts::tellOfSleep(const QString& title, const QString& body) {
    Popup popup;
    popup.title = title;
    popup.body = body;
    popup.urgency = datasource::DesktopNotification::Urgency::kLow;
    m_daemon.show(std::move(popup), [this, title, body](Result<std::uint32_t> shown) {
        if (!shown && m_tray != nullptr) {
            m_tray->showBalloon(title, body);
        }
    });
}

DesktopAlerts::~DesktopAlerts() {
    delete m_menu;
}

void DesktopAlerts::buildMenu() {
    m_menu = new QMenu;
    m_pauseMenu = m_menu->addMenu(tintedIcon(QStringLiteral("clock")), QString());
    m_hour = m_pauseMenu->addAction(QString());
    m_tomorrow = m_pauseMenu->addAction(QString());
    m_pauseMenu->addSeparator();
    m_resume = m_pauseMenu->addAction(QString());
    m_quietMenu = m_menu->addMenu(QString());
    auto* quiet = new QWidgetAction(m_quietMenu);
    quiet->setDefaultWidget(buildQuietHours());
    m_quietMenu->addAction(quiet);
    m_remote = m_menu->addAction(QString());
    m_remote->setCheckable(true);
    m_remote->setChecked(m_settings.notifiesOfOthers());
    connect(m_hour, &QAction::triggered, this, [this] { pause(QDateTime::currentDateTime().addSecs(kHourSeconds)); });
    connect(m_tomorrow, &QAction::triggered, this,
            [this] { pause(QDateTime(QDate::currentDate().addDays(1), QTime(kMorningHour, 0))); });
    connect(m_resume, &QAction::triggered, this, [this] { pause({}); });
    connect(m_remote, &QAction::toggled, this, [this](bool on) {
        m_settings.setNotifiesOfOthers(on);
        m_watch.setNotifies(on);
        updateActivity();
    });
    m_bell->setMenu(m_menu);
    m_bell->setPopupMode(QToolButton::MenuButtonPopup);
    m_bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    retranslateUi();
}

QWidget* DesktopAlerts::buildQuietHours() {
    auto* editor = new QuietHoursEditor(m_settings.quietHours());
    connect(editor, &QuietHoursEditor::edited, this, [this](const QuietHours& hours) {
        m_settings.setQuietHours(hours);
        m_center.setQuietHours(hours);
    });
    return editor;
}

void DesktopAlerts::pause(const QDateTime& end) {
    m_settings.setPausedUntil(end);
    m_center.pauseUntil(end);
}

void DesktopAlerts::setTray(Tray* tray) {
    m_tray = tray;
    updateActivity();
    render();
}

void DesktopAlerts::setWindowVisible(bool visible) {
    m_windowVisible = visible;
    updateActivity();
}

/// Without a window, a tray or another machine's alerts nobody would see what is found.
void DesktopAlerts::updateActivity() {
    const bool watchesOthers = !m_connections.isLocal() && m_remote->isChecked();
    m_watch.setActive(m_windowVisible || watchesOthers || (m_tray != nullptr && m_tray->isVisible()));
}

void DesktopAlerts::render() {
    const auto& state = m_watch.state();
    const auto end = m_center.pausedUntil();
    m_resume->setEnabled(end.isValid());
    m_bell->setIcon(tintedIcon(end.isValid() ? QStringLiteral("silences") : QStringLiteral("alerts")));
    m_bell->setText(state.firing > 0 ? QLocale().toString(state.firing) : QString());
    auto text = state.kind == AlertState::Kind::kDisconnected
                    ? tr("Nothing is known of alerts: not connected")
                    : tr("%Ln alert(s) firing", nullptr, static_cast<int>(state.firing));
    const QLocale locale;
    const auto until = end.date() == QDate::currentDate() ? locale.toString(end.time(), QLocale::ShortFormat)
                                                          : locale.toString(end, QLocale::ShortFormat);
    if (end.isValid()) {
        text += QLatin1Char('\n') + tr("Notifications are paused until %1").arg(until);
    }
    m_pauseMenu->setTitle(end.isValid() ? tr("Notifications are paused until %1").arg(until)
                                        : tr("Pause notifications"));
    m_bell->setToolTip(text);
    m_bell->setAccessibleName(text);
    if (m_tray != nullptr) {
        m_tray->setState(state, end.isValid());
    }
}

void DesktopAlerts::retranslateUi() {
    m_hour->setText(tr("For 1 hour"));
    m_tomorrow->setText(tr("Until tomorrow morning"));
    m_resume->setText(tr("Resume"));
    m_quietMenu->setTitle(tr("Quiet hours"));
    m_remote->setText(tr("Notify of other servers while looking at them"));
    render();
}

} // namespace hearth::ui
