// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws what stands around the pages into PNG files, piece by piece, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_shell_parts OUT_FOLDER
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QTemporaryDir>
#include <QTimeEdit>
#include <QToolButton>
#include <cmath>

#include "notify/value_picture.h"
#include "shell/connections.h"
#include "shell/desktop_alerts.h"
#include "shell/help_window.h"
#include "shell/quiet_hours_editor.h"
#include "shell/settings.h"
#include "shell/sidebar.h"
#include "shell/small_windows.h"
#include "shell/tray.h"
#include "shell/window_actions.h"
#include "ui/support/fake_host.h"
#include "ui/support/preview_studio.h"
#include "widgets/tinted_icon.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;
using Kind = ui::AlertState::Kind;

/// A picture that is no widget.
class Sheet final : public QWidget {
  public:
    explicit Sheet(const QPixmap& picture)
        : m_picture(picture) {
        resize(picture.size());
    }

  protected:
    void paintEvent(QPaintEvent* /*event*/) override { QPainter(this).drawPixmap(0, 0, m_picture); }

  private:
    QPixmap m_picture;
};

void drawSidebars(PreviewStudio& studio, const QString& suffix) {
    struct Counts {
        const char* name;
        int targets;
        int alerts;
        int silences;
    };
    for (const auto& counts :
         {Counts{"none", 0, 0, 0}, {"few", 1, 2, 1}, {"tens", 12, 34, 12}, {"many", 1234, 1234, 1234}}) {
        for (const bool compact : {false, true}) {
            ui::Sidebar sidebar;
            const ui::WindowActions actions(nullptr);
            const QStringList icons{"home", "explore", "targets", "alerts", "rules", "silences", "status", "settings"};
            for (int i = 0; i < icons.size(); ++i) {
                sidebar.addPage(ui::tintedIcon(icons[i]));
                sidebar.setPageText(i, actions[static_cast<ui::WindowActions::Id>(i)]->iconText(), "Ctrl+1");
            }
            using Badge = ui::Sidebar::Badge;
            sidebar.setBadge(ui::WindowActions::kTargets, Badge::kAlarm, counts.targets, "targets");
            sidebar.setBadge(ui::WindowActions::kAlerts, Badge::kAlarm, counts.alerts, "alerts");
            sidebar.setBadge(ui::WindowActions::kSilences, Badge::kCount, counts.silences, "silences");
            sidebar.setCompact(compact);
            sidebar.setCurrentRow(3);
            sidebar.resize(sidebar.sizeHint());
            studio.save(sidebar, QStringLiteral("sidebar-%1%2%3")
                                     .arg(QString::fromLatin1(counts.name),
                                          compact ? QStringLiteral("-compact") : QString(), suffix));
        }
    }
}

void drawTrayIcons(PreviewStudio& studio, const QString& suffix, const QColor& panel) {
    const std::vector<std::pair<ui::AlertState, bool>> states{
        {{Kind::kDisconnected, 0, 0, 0}, false}, {{Kind::kCalm, 0, 0, 0}, false},   {{Kind::kPending, 0, 2, 0}, false},
        {{Kind::kFiring, 1, 0, 0}, false},       {{Kind::kFiring, 9, 0, 0}, false}, {{Kind::kFiring, 12, 0, 0}, false},
        {{Kind::kFiring, 1234, 0, 0}, false},    {{Kind::kCalm, 0, 0, 0}, true},    {{Kind::kFiring, 3, 0, 0}, true},
    };
    constexpr int kColumn = 160;
    QPixmap sheet(static_cast<int>(states.size()) * kColumn, 80);
    sheet.fill(panel);
    QPainter painter(&sheet);
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto icon = ui::Tray::iconFor(states[i].first, states[i].second);
        int x = static_cast<int>(i) * kColumn + 4;
        for (const int side : {16, 22, 32, 64}) {
            painter.drawPixmap(x, 8, icon.pixmap(QSize(side, side), 1.0));
            x += side + 6;
        }
    }
    painter.end();
    Sheet widget(sheet);
    studio.save(widget, QStringLiteral("tray") + suffix);
    // As large as the eye wants it: each pixel of the smallest, four times.
    Sheet large(sheet.scaled(sheet.size() * 4, Qt::IgnoreAspectRatio, Qt::FastTransformation).copy(0, 0, 2400, 320));
    studio.save(large, QStringLiteral("tray-enlarged") + suffix);
}

void drawMenus(PreviewStudio& studio, const QString& suffix, bool paused) {
    const QTemporaryDir folder;
    tests::FakeHost host(folder.path().toStdString());
    ui::Settings settings(QString::fromStdString(host.settingsPath()));
    if (paused) {
        settings.setPausedUntil(QDateTime::currentDateTime().addSecs(3600));
    }
    ui::AsyncSource source(nullptr);
    ui::Connections connections(host, source, settings);
    QToolButton bell;
    ui::DesktopAlerts alerts(host, source, connections, settings, &bell);
    QAction quit(QStringLiteral("Quit and stop collecting"));
    ui::Tray tray(&quit, alerts.pauseMenu(), nullptr);
    alerts.setTray(&tray);
    connections.connectLocal();
    alerts.setWindowVisible(true);
    PreviewStudio::wait(800);
    bell.adjustSize();
    studio.save(bell, QStringLiteral("bell%1").arg(suffix));
    const auto save = [&](QMenu* menu, const QString& name) {
        menu->popup({0, 0});
        PreviewStudio::wait(60);
        studio.save(*menu, name + suffix);
        menu->close();
    };
    save(bell.menu(), QStringLiteral("bell-menu"));
    save(alerts.pauseMenu(), QStringLiteral("pause-menu"));
    save(bell.menu()->findChildren<QMenu*>().value(1), QStringLiteral("quiet-menu"));
    save(tray.menu(), QStringLiteral("tray-menu"));
    qInfo("%s bell: %s", qPrintable(suffix), qPrintable(bell.toolTip()));
}

void drawQuietHours(PreviewStudio& studio, const QString& suffix) {
    const auto save = [&](const ui::QuietHours& hours, const char* name) {
        ui::QuietHoursEditor editor(hours);
        editor.adjustSize();
        editor.show();
        PreviewStudio::wait(30);
        studio.save(editor, QStringLiteral("quiet-%1%2").arg(QString::fromLatin1(name), suffix));
    };
    save({}, "off");
    save({.enabled = true}, "on");
    save({.enabled = true, .from = QTime(8, 0), .to = QTime(8, 0)}, "wrong");
}

void drawWindows(PreviewStudio& studio, const QString& suffix) {
    const ui::WindowActions actions(nullptr);
    QWidget parent;
    for (auto* window : {ui::showShortcuts(actions, &parent), ui::showAbout(&parent)}) {
        PreviewStudio::wait(50);
        studio.save(*window, (window->height() > 400 ? QStringLiteral("shortcuts") : QStringLiteral("about")) + suffix);
    }
    for (const auto* page : {"getting-started", "notifications"}) {
        ui::HelpWindow help;
        help.showPage(QString::fromLatin1(page));
        PreviewStudio::wait(80);
        studio.save(help, QStringLiteral("help-%1%2").arg(QString::fromLatin1(page), suffix));
    }
}

std::vector<model::Sample> course(double (*value)(double), int gapFrom = -1, int gapTo = -1) {
    std::vector<model::Sample> samples;
    for (int i = 0; i <= 60; ++i) {
        if (i < gapFrom || i > gapTo) {
            samples.push_back({i * 10'000, value(i / 60.0)});
        }
    }
    return samples;
}

void drawValuePictures(PreviewStudio& studio) {
    const model::TimeRange range{0, 600'000};
    const std::vector<QImage> pictures{
        ui::drawValuePicture(course([](double x) { return 80 + 12 * x; }), range, 85),
        ui::drawValuePicture(course([](double x) { return x < 0.6 ? 1.0 : 0.0; }), range, 0),
        ui::drawValuePicture(course([](double x) { return std::sin(x * 20); }), range, {}),
        ui::drawValuePicture(course([](double x) { return 5 + x * x * 900; }, 20, 34), range, 300),
        ui::drawValuePicture(course([](double) { return 7.0; }), range, {}),
        ui::drawValuePicture(course([](double x) { return x * 1e-9; }), range, 5e3)};
    QPixmap sheet(static_cast<int>(pictures.size()) * 2 * 140, 160);
    QPainter painter(&sheet);
    painter.fillRect(QRect(0, 0, sheet.width(), 80), Qt::white);
    painter.fillRect(QRect(0, 80, sheet.width(), 80), QColor(0x20, 0x20, 0x20));
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        painter.drawImage(static_cast<int>(i) * 140 + 6, 8, pictures[i]);
        painter.drawImage(static_cast<int>(i) * 140 + 6, 88, pictures[i]);
    }
    painter.end();
    Sheet widget(sheet.copy(0, 0, static_cast<int>(pictures.size()) * 140, 160));
    studio.save(widget, QStringLiteral("value-pictures"));
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    for (const auto& look : {tests::PreviewLook{}, {.dark = true}, {.japanese = true}}) {
        studio.wear(look);
        const auto suffix = look.dark ? QStringLiteral("-dark") : look.japanese ? QStringLiteral("-ja") : QString();
        drawSidebars(studio, suffix);
        drawMenus(studio, suffix, false);
        drawMenus(studio, suffix + QStringLiteral("-paused"), true);
        drawQuietHours(studio, suffix);
        drawWindows(studio, suffix);
    }
    studio.wear({});
    drawTrayIcons(studio, QStringLiteral("-light"), QColor(0xf3, 0xf4, 0xf5));
    studio.wear({.dark = true});
    drawTrayIcons(studio, QStringLiteral("-dark"), QColor(0x24, 0x26, 0x2a));
    // A light programme over a dark panel, which is what many desktops have.
    studio.wear({});
    drawTrayIcons(studio, QStringLiteral("-light-on-dark"), QColor(0x24, 0x26, 0x2a));
    drawValuePictures(studio);
    return 0;
}
