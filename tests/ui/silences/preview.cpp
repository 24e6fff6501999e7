// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the silences page over a made-up Alertmanager into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_silences OUT_FOLDER
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QLineEdit>
#include <QPalette>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleFactory>
#include <QTimer>
#include <QTranslator>
#include <QTreeView>

#include "data/async_source.h"
#include "models/silences_model.h"
#include "silences/silence_form.h"
#include "silences/silences_page.h"
#include "ui/support/fake_server.h"

namespace {

using namespace hearth;
using datasource::SilenceState;

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

struct World {
    std::shared_ptr<tests::FakeServer> server = std::make_shared<tests::FakeServer>();
    int lastId = 0;

    void add(const std::string& matcher, const std::string& value, model::DurationMs from, model::DurationMs to,
             const std::string& by, const std::string& comment) {
        datasource::Silence silence;
        silence.id = "7d1b2c3e-0000-4000-8000-" + std::to_string(100'000'000'000 + ++lastId);
        silence.matchers = {model::Matcher::equal(matcher, value)};
        silence.startsAt = server->alertWorld.bornAt() + from;
        silence.endsAt = server->alertWorld.bornAt() + to;
        silence.createdBy = by;
        silence.comment = comment;
        server->alertWorld.addSilence(silence);
    }

    void fill() {
        using namespace model;
        add("instance", "nas-1:9100", -kHourMs, 12 * kMinuteMs, "ben", "Swapping a disk");
        add("alertname", "PrinterJam", -3 * kDayMs, 4 * kDayMs, "ben", "Nobody prints anyway");
        add("job", "backup", 9 * kHourMs, 12 * kHourMs, "anna", "Nightly restore test");
        add("alertname", "HighLoad", -2 * kDayMs, -kDayMs, "anna", "Rendering the holiday film");
        add("alertname", "DoorOpen", -9 * kDayMs, -8 * kDayMs, "ben", "Moving furniture");
    }
};

struct Scene {
    QString name;
    QSize size{1280, 760};
    bool dark = false;
    bool japanese = false;
};

void draw(const Scene& scene, const QString& folder, World& world,
          const std::function<void(ui::SilencesPage&)>& act = {}) {
    QApplication::setPalette(scene.dark ? darkPalette() : QApplication::style()->standardPalette());
    QTranslator translator;
    QLocale::setDefault(scene.japanese ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale(QLocale::English));
    if (translator.load(scene.japanese ? QStringLiteral(":/translations/hearth_ja.qm")
                                       : QStringLiteral(":/translations/hearth_en.qm"))) {
        QApplication::installTranslator(&translator);
    }
    ui::AsyncSource source(world.server);
    ui::SilencesPage page(source);
    page.setCreator(QStringLiteral("anna"));
    page.resize(scene.size);
    page.show();
    waitMs(250);
    if (act) {
        act(page);
        waitMs(500);
    }
    page.grab().save(QStringLiteral("%1/%2.png").arg(folder, scene.name));
}

void select(ui::SilencesPage& page, int row) {
    auto* table = page.findChild<QTreeView*>(QStringLiteral("silences"));
    table->setCurrentIndex(table->model()->index(row, 0));
}

datasource::Silence diskDraft() {
    datasource::Silence draft;
    draft.matchers = {model::Matcher::equal("alertname", "DiskFull"),
                      *model::Matcher::create(model::MatchType::kRegex, "instance", "nas-[01].*")};
    return draft;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    World world;
    world.fill();
    const auto form = [](ui::SilencesPage& page) { page.draft(diskDraft()); };
    const auto wrong = [](ui::SilencesPage& page) {
        auto draft = diskDraft();
        draft.matchers = {model::Matcher::equal("alertname", "DiskFul")};
        page.draft(draft);
        const auto fields = page.findChildren<QLineEdit*>();
        for (auto* field : fields) {
            if (field->accessibleName() == QLatin1String("Duration")) {
                field->setText(QStringLiteral("soon"));
                emit field->textEdited(field->text());
            }
        }
    };
    draw({QStringLiteral("light")}, folder, world, [](auto& page) { select(page, 1); });
    draw({QStringLiteral("dark"), QSize(1280, 760), true}, folder, world, [](auto& page) { select(page, 1); });
    draw({QStringLiteral("form")}, folder, world, form);
    draw({QStringLiteral("form-dark"), QSize(1280, 760), true}, folder, world, form);
    draw({QStringLiteral("form-ja"), QSize(1280, 760), false, true}, folder, world, form);
    draw({QStringLiteral("form-wrong"), QSize(1600, 900)}, folder, world, wrong);
    draw({QStringLiteral("narrow"), QSize(620, 480)}, folder, world, [](auto& page) { select(page, 1); });
    draw({QStringLiteral("narrow-form"), QSize(620, 480)}, folder, world, form);
    draw({QStringLiteral("narrow-ja"), QSize(620, 480), false, true}, folder, world);
    draw({QStringLiteral("edit"), QSize(1280, 760)}, folder, world, [](auto& page) {
        select(page, 2);
        QMetaObject::invokeMethod(
            page.template findChild<QTreeView*>(QStringLiteral("silences")), "doubleClicked",
            Q_ARG(QModelIndex, page.template findChild<QTreeView*>(QStringLiteral("silences"))->currentIndex()));
    });
    draw({QStringLiteral("undo"), QSize(1280, 760)}, folder, world, [](auto& page) {
        select(page, 1);
        for (auto* action : page.template findChild<QTreeView*>(QStringLiteral("silences"))->actions()) {
            if (action->text() == QLatin1String("Expire")) {
                action->trigger();
            }
        }
    });

    World empty;
    empty.server->alertWorld.clearSilences();
    draw({QStringLiteral("empty"), QSize(1000, 640)}, folder, empty);
    World absent;
    absent.server->hasAlertmanager = false;
    draw({QStringLiteral("absent"), QSize(1000, 640)}, folder, absent);
    draw({QStringLiteral("absent-form"), QSize(1000, 640)}, folder, absent, form);

    World hostile;
    hostile.server->alertWorld.hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long name that goes on and on and on";
    for (int i = 0; i < 500; ++i) {
        hostile.add(i % 3 == 0 ? "<b>label</b>" : "alertname", hostile.server->alertWorld.hostileText, -model::kHourMs,
                    (i + 1) * model::kMinuteMs, "<i>mallory</i>", hostile.server->alertWorld.hostileText);
    }
    draw({QStringLiteral("hostile")}, folder, hostile, [](auto& page) {
        datasource::Silence draft;
        draft.matchers = {model::Matcher::equal("alertname", "DiskFull")};
        draft.comment = "<h1>x</h1>";
        page.draft(draft);
    });
    return 0;
}
