// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

#include "settings/channel_card.h"
#include "settings/channel_form.h"
#include "settings/settings_page.h"
#include "shell/main_window.h"
#include "ui/flows/local_scene.h"
#include "ui/flows/mail_catcher.h"

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
constexpr const char* kFile = "alertmanager.yml";
enum Tab { kChannels, kRoutes, kTrying };

/// The page over the engine that sends.
struct Fixture {
    tests::LocalScene scene{kRules};
    SettingsPage* page = nullptr;

    bool ready() {
        // Once the engine is ready all pages ask again.
        if (!scene.ready() || WindowDriver::words(&scene.window().window()).contains(QLatin1String("Starting"))) {
            return false;
        }
        if (page == nullptr) {
            scene.window().window().actions()[WindowActions::kSettings]->trigger();
            page = dynamic_cast<SettingsPage*>(scene.window().page());
        }
        return card("people") != nullptr;
    }
    ChannelCard* card(const char* receiver) const {
        for (auto* each : page->findChildren<ChannelCard*>()) {
            if (each->receiver() == QLatin1String(receiver) && each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }
    /// What its card says; empty: there is none.
    QString says(const char* receiver) const {
        const auto* const found = card(receiver);
        return found == nullptr ? QString() : WindowDriver::words(found);
    }
    QString words() const { return WindowDriver::words(page); }
    bool tab(int index) const { return WindowDriver::chooseTab(page->findChild<QTabBar*>(), index); }
    template <class T>
    T* child(const char* name) const {
        return page->findChild<T*>(QLatin1String(name));
    }
    void type(const char* field, const QString& text) const { WindowDriver::type(child<QLineEdit>(field), text); }
    bool choose(const char* box, const QString& text) const {
        auto* choice = child<QComboBox>(box);
        const int index = choice->findText(text, Qt::MatchStartsWith);
        choice->setCurrentIndex(index);
        return index >= 0;
    }
    /// The line of the routes that leads to this receiver is clicked.
    bool chooseLine(const char* receiver) const {
        auto* tree = page->findChild<QTreeWidget*>();
        const auto found = tree->findItems(QLatin1String(receiver), Qt::MatchExactly, 1);
        return !found.isEmpty() && WindowDriver::choose(tree, tree->indexFromItem(found.front()));
    }
    QString lines() const {
        QStringList receivers;
        const auto* tree = page->findChild<QTreeWidget*>();
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            receivers << tree->topLevelItem(i)->text(1);
        }
        return receivers.join(QLatin1Char(' '));
    }
    /// Clicks as soon as it is there.
    static bool press(const QWidget* place, const char* text) {
        return QTest::qWaitFor([=] { return WindowDriver::click(place, QLatin1String(text)); });
    }
    bool save() const { return press(page->findChild<ChannelForm*>(), "Save"); }
    bool addWebhook(const char* name, const QString& url) const {
        if (!press(page, "Add a channel") || !press(page, "Webhook")) {
            return false;
        }
        type("name", QLatin1String(name));
        type("url", url);
        return save();
    }
    bool addLine(const char* matchers, const char* receiver) const {
        type("matchers", QLatin1String(matchers));
        return choose("receiver", QLatin1String(receiver)) && press(page, "Add line");
    }
};

} // namespace

/// Where alerts go, in the window over the engine that sends them.
class TestSettings : public QObject {
    Q_OBJECT

  private slots:
    void aChannelIsSeenAndTried() {
        Fixture at;
        QTRY_ALERT(at.ready());
        QVERIFY2(at.says("people").contains(QLatin1String("Not used yet")), qPrintable(at.says("people")));
        QVERIFY(Fixture::press(at.card("people"), "Send test"));
        QTRY_ALERT(at.scene.receiver.posted().contains("alerts"));
        QTRY_ALERT(at.says("people").contains(QLatin1String("Test delivered")));
        QVERIFY2(at.says("people").contains(QLatin1String("thank you")), qPrintable(at.says("people")));
        QVERIFY(!at.says("people").contains(QLatin1String("Not used yet")));
        at.scene.window().picture(QStringLiteral("settings-1-tested"));
    }

    void theRouteTesterSaysWhoWouldBeTold() {
        Fixture at;
        QTRY_ALERT(at.ready());
        QTest::keyClick(&at.scene.window().window(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(at.child<QLineEdit>("labels")->isVisible());
        at.type("labels", QStringLiteral("alertname=\"ExporterDown\", job=\"nas\""));
        QTRY_VERIFY2(at.words().contains(QLatin1String("Such an alert goes to one receiver")), qPrintable(at.words()));
        QTRY_VERIFY2(at.words().contains(QLatin1String("1. people")), qPrintable(at.words()));
        at.scene.window().picture(QStringLiteral("settings-2-route"));
    }

    void aChannelIsAddedChangedTriedAndRemoved() {
        tests::Exporter first;
        tests::Exporter second;
        Fixture at;
        QTRY_ALERT(at.ready());
        const auto before = at.scene.read(kFile);
        QVERIFY(at.addWebhook("phone", first.url(QStringLiteral("/a"))));
        QTRY_ALERT(at.card("phone") != nullptr);
        QVERIFY2(at.says("phone").contains(QLatin1String("no route leads here")), qPrintable(at.says("phone")));
        QVERIFY(at.scene.read(kFile).startsWith(before));
        QVERIFY(Fixture::press(at.card("phone"), "Send test"));
        QTRY_ALERT(first.posted().contains("hearth_test"));
        QTRY_VERIFY2_WITH_TIMEOUT(at.says("phone").contains(QLatin1String("Test delivered")),
                                  qPrintable(at.says("phone") + at.words()), 15'000);

        QVERIFY(Fixture::press(at.card("phone"), "Edit"));
        QTRY_VERIFY(at.child<QLineEdit>("url") != nullptr && at.child<QLineEdit>("url")->isVisible());
        at.type("url", second.url(QStringLiteral("/b")));
        at.scene.window().picture(QStringLiteral("settings-3-edited"));
        QVERIFY(at.save());
        QTRY_ALERT(!at.says("phone").contains(QLatin1String("Test delivered")));
        QVERIFY(Fixture::press(at.card("phone"), "Send test"));
        QTRY_ALERT(second.posted().contains("hearth_test"));

        QVERIFY(WindowDriver::click(at.card("phone")->findChild<QWidget*>(QStringLiteral("remove"))));
        QTRY_ALERT(at.card("phone") == nullptr);
        QCOMPARE(at.scene.read(kFile), before);
        QVERIFY(Fixture::press(at.page, "Undo"));
        QTRY_ALERT(at.card("phone") != nullptr);
        at.scene.window().picture(QStringLiteral("settings-4-back"));
    }

    void whatAMailServerSaysIsTold() {
        tests::MailCatcher mails;
        mails.refuse("550 5.1.1 nobody of this name");
        Fixture at;
        QTRY_ALERT(at.ready());
        QVERIFY(Fixture::press(at.page, "Add a channel"));
        QVERIFY(Fixture::press(at.page, "E-mail"));
        at.type("name", QStringLiteral("letters"));
        at.type("to", QStringLiteral("ann@example.org"));
        at.type("from", QStringLiteral("hearth@example.org"));
        at.type("smarthost", mails.address());
        QVERIFY(at.choose("security", QStringLiteral("None")));
        QVERIFY(at.save());
        QTRY_ALERT(at.card("letters") != nullptr);
        QVERIFY(Fixture::press(at.card("letters"), "Send test"));
        QTRY_VERIFY2_WITH_TIMEOUT(at.says("letters").contains(QLatin1String("Test failed")), qPrintable(at.words()),
                                  10'000);
        QVERIFY2(at.says("letters").contains(QLatin1String("550 5.1.1 nobody of this name")),
                 qPrintable(at.says("letters")));
        QVERIFY2(at.says("letters").contains(QLatin1String("The server takes no mail for this address.")),
                 qPrintable(at.says("letters")));
        QVERIFY(mails.mail().isEmpty());
        at.scene.window().picture(QStringLiteral("settings-5-refused"));

        mails.refuse({});
        QVERIFY(Fixture::press(at.card("letters"), "Send test"));
        QTRY_ALERT(at.says("letters").contains(QLatin1String("Test delivered")));
        QVERIFY(mails.mail().contains("ann@example.org"));
        QVERIFY2(at.says("letters").contains(QLatin1String("kept as number one")), qPrintable(at.says("letters")));
        at.scene.window().picture(QStringLiteral("settings-6-mailed"));
    }

    void aDrillGoesTheWayOfItsRouteAndIsToldStepByStep() {
        tests::Exporter phone;
        Fixture at;
        QTRY_ALERT(at.ready());
        QVERIFY(at.addWebhook("phone", phone.url(QStringLiteral("/"))));
        QTRY_ALERT(at.card("phone") != nullptr);
        QVERIFY(at.tab(kRoutes));
        at.child<QCheckBox>("goesOn")->setChecked(false);
        QVERIFY(at.addLine("severity=\"critical\"", "phone"));
        QTRY_COMPARE_WITH_TIMEOUT(at.lines(), QStringLiteral("phone people"), 10'000);

        phone.stop();
        QVERIFY(at.tab(kTrying));
        QVERIFY(at.choose("severity", QStringLiteral("critical")));
        at.type("drillLabels", QStringLiteral("instance=\"nas:9100\""));
        QVERIFY(Fixture::press(at.page, "Start the drill"));
        QTRY_ALERT(at.words().contains(QLatin1String("The Alertmanager was told that it fires.")));
        QTRY_ALERT(at.words().contains(QLatin1String("Joined its group for phone")));
        QTRY_ALERT(at.words().contains(QLatin1String("A message to phone (webhook[0]) is due")));
        QTRY_VERIFY2_WITH_TIMEOUT(
            at.words().contains(QLatin1String(" at phone (webhook[0]) failed, will be tried again")),
            qPrintable(at.words()), tests::LocalScene::kAlertMs);

        at.scene.window().picture(QStringLiteral("settings-7-drill-trying"));
        phone.start();
        QTRY_ALERT(at.words().contains(QLatin1String("Accepted by phone (webhook[0]): 200 OK")));
        QTRY_ALERT(at.words().contains(QLatin1String("The alert has arrived.")));
        QVERIFY(phone.posted().contains("FireDrill") && phone.posted().contains("hearth_drill"));
        QVERIFY(phone.posted().contains("nas:9100"));
        QVERIFY(at.scene.receiver.posted().isEmpty());
        at.scene.window().picture(QStringLiteral("settings-8-drill-arrived"));
        QVERIFY(at.tab(kChannels));
        QTRY_ALERT(at.says("phone").contains(QLatin1String("Last message accepted")));
    }

    void linesAreMovedAndTheEngineFollows() {
        Fixture at;
        QTRY_ALERT(at.ready());
        QVERIFY(at.addWebhook("phone", QStringLiteral("http://127.0.0.1:9/")));
        QTRY_ALERT(at.card("phone") != nullptr);
        QVERIFY(at.addWebhook("lamp", QStringLiteral("http://127.0.0.1:9/")));
        QTRY_ALERT(at.card("lamp") != nullptr);
        QVERIFY(at.tab(kRoutes));
        at.child<QCheckBox>("goesOn")->setChecked(false);
        QVERIFY(at.addLine("severity=~\"critical|warning\"", "phone"));
        QTRY_COMPARE_WITH_TIMEOUT(at.lines(), QStringLiteral("phone people"), 10'000);
        QVERIFY(at.addLine("severity=\"critical\"", "lamp"));
        QTRY_COMPARE_WITH_TIMEOUT(at.lines(), QStringLiteral("phone lamp people"), 10'000);
        const auto before = at.scene.read(kFile);

        QVERIFY(at.chooseLine("lamp"));
        QTest::keyClick(at.page->findChild<QTreeWidget*>(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(at.lines(), QStringLiteral("lamp phone people"), 10'000);
        at.scene.window().picture(QStringLiteral("settings-9-moved"));
        QVERIFY(at.tab(kTrying));
        at.type("labels", QStringLiteral("severity=\"critical\""));
        QTRY_VERIFY2(at.words().contains(QLatin1String("1. lamp")), qPrintable(at.words()));

        QVERIFY(at.tab(kRoutes));
        QVERIFY(Fixture::press(at.page, "Move down"));
        QTRY_COMPARE_WITH_TIMEOUT(at.lines(), QStringLiteral("phone lamp people"), 10'000);
        QCOMPARE(at.scene.read(kFile), before);
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
