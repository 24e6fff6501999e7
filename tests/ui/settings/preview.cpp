// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the settings page over a made-up Alertmanager into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_settings OUT_FOLDER
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QEventLoop>
#include <QLineEdit>
#include <QPushButton>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>

#include "data/async_source.h"
#include "settings/channel_card.h"
#include "settings/settings_page.h"
#include "ui/settings/settings_world.h"

namespace {

using namespace hearth;

void waitMs(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QPalette darkPalette() {
    QPalette palette(QColor(0x2a, 0x2d, 0x31), QColor(0x1f, 0x22, 0x26));
    palette.setColor(QPalette::Base, QColor(0x1a, 0x1c, 0x20));
    palette.setColor(QPalette::AlternateBase, QColor(0x22, 0x25, 0x29));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xb5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x93, 0x98));
    return palette;
}

struct Scene {
    QString name;
    QSize size{1100, 760};
    bool dark = false;
    bool japanese = false;
    bool local = true;
};

std::shared_ptr<tests::SettingsWorld> makeWorld() {
    auto world = std::make_shared<tests::SettingsWorld>();
    const auto now = SystemClock().nowMs();
    using Outcome = datasource::LastDelivery::Outcome;
    world->last = {{"mail", "email[0]", Outcome::kSent, now - 3 * model::kMinuteMs, "250 2.0.0 Ok: queued as 91C", now},
                   {"phone", "telegram[0]", Outcome::kFailed, now - 40 * model::kSecondMs,
                    "unexpected status code 401: Unauthorized: 401 Unauthorized", std::nullopt},
                   {"desktop", "desktop[0]", Outcome::kSent, now - 2 * model::kHourMs, "by dunst 1.9", now}};
    world->tests["email[0]"] = tests::SettingsWorld::delivered();
    world->tests["telegram[0]"] = tests::SettingsWorld::refused();
    return world;
}

void draw(const Scene& scene, const QString& folder, const std::shared_ptr<tests::SettingsWorld>& world,
          const std::function<void(ui::SettingsPage&)>& act = {}) {
    QApplication::setPalette(scene.dark ? darkPalette() : QApplication::style()->standardPalette());
    QTranslator translator;
    QLocale::setDefault(scene.japanese ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale(QLocale::English));
    if (translator.load(scene.japanese ? QStringLiteral(":/translations/hearth_ja.qm")
                                       : QStringLiteral(":/translations/hearth_en.qm"))) {
        QApplication::installTranslator(&translator);
    }
    ui::AsyncSource source(world);
    ui::SettingsPage page(source, world->settings.get());
    page.setLocal(scene.local);
    page.resize(scene.size);
    page.show();
    waitMs(300);
    if (act) {
        act(page);
        waitMs(500);
    }
    page.grab().save(QStringLiteral("%1/%2.png").arg(folder, scene.name));
}

void press(QWidget& page, const char* name) {
    page.findChild<QAbstractButton*>(QLatin1String(name))->click();
}

void tab(ui::SettingsPage& page, int index) {
    page.findChild<QTabWidget*>()->setCurrentIndex(index);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    const auto world = makeWorld();
    const auto testAll = [](ui::SettingsPage& page) {
        for (auto* card : page.findChildren<ui::ChannelCard*>()) {
            if (card->channel().kind == "email" || card->channel().kind == "telegram") {
                press(*card, "test");
            }
        }
    };
    draw({QStringLiteral("channels")}, folder, world);
    draw({QStringLiteral("channels-dark"), QSize(1100, 760), true}, folder, world, testAll);
    draw({QStringLiteral("channels-ja"), QSize(1100, 760), false, true}, folder, world, testAll);
    draw({QStringLiteral("channels-narrow"), QSize(620, 500)}, folder, world, testAll);
    draw({QStringLiteral("tests"), QSize(1100, 900)}, folder, world, [&](auto& page) {
        testAll(page);
        waitMs(200);
        for (auto* button : page.template findChildren<QToolButton*>()) {
            if (button->isCheckable() && button->text() == QLatin1String("What was said")) {
                button->setChecked(true);
                break;
            }
        }
    });
    draw({QStringLiteral("form"), QSize(1100, 900)}, folder, world,
         [](auto& page) { press(*page.template findChildren<ui::ChannelCard*>().first(), "edit"); });
    draw({QStringLiteral("gallery"), QSize(1100, 900)}, folder, world, [](auto& page) { press(page, "add"); });
    draw({QStringLiteral("new-email"), QSize(1100, 1200)}, folder, world, [](auto& page) {
        press(page, "add");
        press(page, "email");
        page.template findChild<QComboBox*>(QStringLiteral("provider"))->setCurrentIndex(1);
        page.template findChild<QLineEdit*>(QStringLiteral("to"))->setText(QStringLiteral("anna"));
    });
    draw({QStringLiteral("routes")}, folder, world, [](auto& page) { tab(page, 1); });
    draw({QStringLiteral("routes-ja"), QSize(800, 560), false, true}, folder, world, [](auto& page) { tab(page, 1); });
    const auto tester = [](auto& page) {
        tab(page, 2);
        page.template findChild<QLineEdit*>(QStringLiteral("labels"))
            ->setText(QStringLiteral("alertname=\"DiskFull\", severity=\"critical\""));
    };
    draw({QStringLiteral("trying")}, folder, world, tester);
    draw({QStringLiteral("trying-dark"), QSize(1100, 760), true}, folder, world, tester);
    draw({QStringLiteral("quiet")}, folder, world, [](auto& page) { tab(page, 3); });
    draw({QStringLiteral("quiet-ja"), QSize(800, 560), true, true}, folder, world, [](auto& page) { tab(page, 3); });
    draw({QStringLiteral("remote"), QSize(1100, 760), false, false, false}, folder, world);

    const auto empty = std::make_shared<tests::SettingsWorld>(QByteArray());
    draw({QStringLiteral("fresh")}, folder, empty);
    const auto absent = std::make_shared<tests::SettingsWorld>();
    absent->hasAlertmanager = false;
    draw({QStringLiteral("absent"), QSize(800, 560)}, folder, absent);
    const auto plain = std::make_shared<tests::SettingsWorld>();
    plain->isHearth = false;
    draw({QStringLiteral("plain"), QSize(1100, 600), false, false, false}, folder, plain);

    auto text = QByteArray(tests::SettingsWorld::kFile);
    text.replace("mail\n",
                 "'<h1>mail</h1><img src=x> and a name that does not end where one thinks that it ends & on'\n");
    text.replace("anna@example.org",
                 "'<b>anna</b>@example.org, second@example.org, third@example.org, fourth@example.org'");
    const auto hostile = std::make_shared<tests::SettingsWorld>(text);
    hostile->tests["email[0]"] = tests::SettingsWorld::refused();
    hostile->tests["email[0]"].error = "<h1>535</h1> " + std::string(900, 'x');
    draw({QStringLiteral("hostile"), QSize(800, 560)}, folder, hostile, testAll);
    return 0;
}
