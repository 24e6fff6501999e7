// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLineEdit>
#include <QTabWidget>
#include <QTest>

#include "settings/channel_card.h"
#include "settings/settings_page.h"
#include "shell/main_window.h"
#include "ui/flows/local_scene.h"

using namespace hearth;
using namespace hearth::ui;
using tests::WindowDriver;

#define QTRY_ALERT(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, tests::LocalScene::kAlertMs)

namespace {

constexpr const char* kRules = R"(groups:
  - name: targets
    rules:
      - alert: ExporterDown
        expr: up{job="nas"} == 0
)";

} // namespace

/// Where alerts go, in the window over the engine that sends them.
class TestSettings : public QObject {
    Q_OBJECT

  private slots:
    void aChannelIsSeenAndTried() {
        tests::LocalScene scene(kRules);
        QTRY_ALERT(scene.ready());
        scene.window().window().actions()[WindowActions::kSettings]->trigger();
        auto* page = dynamic_cast<SettingsPage*>(scene.window().page());
        QVERIFY(page != nullptr);
        QTRY_ALERT(page->findChild<ChannelCard*>() != nullptr);
        auto* card = page->findChild<ChannelCard*>();
        QTRY_VERIFY2(WindowDriver::words(card).contains(QLatin1String("people")),
                     qPrintable(WindowDriver::words(card)));
        QVERIFY(WindowDriver::click(card, QStringLiteral("Send test")));
        QTRY_ALERT(scene.receiver.posted().contains("alerts"));
        QTRY_ALERT(WindowDriver::words(card).contains(QLatin1String("thank you")));
        scene.window().picture(QStringLiteral("settings-1-tested"));
    }

    void theRouteTesterSaysWhoWouldBeTold() {
        tests::LocalScene scene(kRules);
        QTRY_ALERT(scene.ready());
        scene.window().window().actions()[WindowActions::kSettings]->trigger();
        auto* page = dynamic_cast<SettingsPage*>(scene.window().page());
        QVERIFY(page != nullptr);
        QTRY_ALERT(page->findChild<ChannelCard*>() != nullptr);
        QTest::keyClick(&scene.window().window(), Qt::Key_F, Qt::ControlModifier);
        auto* labels = page->findChild<QLineEdit*>(QStringLiteral("labels"));
        QTRY_VERIFY(labels->isVisible());
        WindowDriver::type(labels, QStringLiteral("alertname=\"ExporterDown\", job=\"nas\""));
        QTRY_VERIFY2(WindowDriver::words(page).contains(QLatin1String("Such an alert goes to one receiver")),
                     qPrintable(WindowDriver::words(page)));
        QTRY_VERIFY2(WindowDriver::words(page).contains(QLatin1String("1. people")),
                     qPrintable(WindowDriver::words(page)));
        scene.window().picture(QStringLiteral("settings-2-route"));
    }
};

int main(int argc, char** argv) {
    tests::leaveTheDesktop();
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    TestSettings test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_settings.moc"
