// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the silences page over a made-up Alertmanager into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_silences OUT_FOLDER
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>
#include <functional>

#include "data/async_source.h"
#include "silences/silences_page.h"
#include "ui/support/fake_server.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;

constexpr QSize kUsual(1280, 760);
constexpr QSize kNarrow(620, 480);
constexpr QSize kSmall(1000, 640);
constexpr QSize kWide(1600, 900);
constexpr tests::PreviewLook kDark{.dark = true};
constexpr tests::PreviewLook kJapanese{.japanese = true};

const char* const kHostile = "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202Egnol rehtar\u202C \U0001F525 a rather "
                             "long name\nthat goes on and on and on and on";

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

using Act = std::function<void(ui::SilencesPage& page)>;

struct Scene {
    QString name;
    QSize size = kUsual;
    tests::PreviewLook look{};
};

void draw(const Scene& scene, PreviewStudio& studio, const std::shared_ptr<datasource::DataSource>& server,
          const Act& act = {}) {
    studio.wear(scene.look);
    ui::AsyncSource source(server);
    ui::SilencesPage page(source);
    page.setCreator(QStringLiteral("anna"));
    page.resize(scene.size);
    page.show();
    PreviewStudio::wait(250);
    if (act) {
        act(page);
        PreviewStudio::wait(500);
    }
    studio.save(page, scene.name);
}

QTreeView& table(ui::SilencesPage& page) {
    return *page.findChild<QTreeView*>(QStringLiteral("silences"));
}

Act select(int row) {
    return [row](ui::SilencesPage& page) { table(page).setCurrentIndex(table(page).model()->index(row, 0)); };
}

/// The actions stand in the same order in every language.
Act selectAndDo(int row, int action) {
    return [row, action](ui::SilencesPage& page) {
        select(row)(page);
        table(page).actions().at(action)->trigger();
    };
}

Act filter(const char* text) {
    return [text](ui::SilencesPage& page) { page.setFilterText(QString::fromLatin1(text)); };
}

datasource::Silence diskDraft() {
    datasource::Silence draft;
    draft.matchers = {model::Matcher::equal("alertname", "DiskFull"),
                      *model::Matcher::create(model::MatchType::kRegex, "instance", "nas-[01].*")};
    return draft;
}

void form(ui::SilencesPage& page) {
    page.draft(diskDraft());
}

void emptyForm(ui::SilencesPage& page) {
    page.draft({});
}

/// Hits nothing, and lasts for no time that is one.
void wrongForm(ui::SilencesPage& page) {
    auto draft = diskDraft();
    draft.matchers = {model::Matcher::equal("alertname", "DiskFul")};
    page.draft(draft);
    for (auto* field : page.findChildren<QLineEdit*>()) {
        if (field->text() == QLatin1String("1h")) {
            field->setText(QStringLiteral("soon"));
            emit field->textEdited(field->text());
        }
    }
}

/// Holds back everything that there is.
void boundlessForm(ui::SilencesPage& page) {
    datasource::Silence draft;
    draft.matchers = {*model::Matcher::create(model::MatchType::kRegex, "alertname", ".+")};
    draft.comment = "everything";
    page.draft(draft);
}

void acknowledging(ui::SilencesPage& page) {
    page.draft(diskDraft());
    for (auto* button : page.findChildren<QToolButton*>()) {
        if (button->isCheckable() && button->focusPolicy() == Qt::StrongFocus) {
            button->click();
        }
    }
}

void drawTables(PreviewStudio& studio) {
    World world;
    world.fill();
    draw({"light"}, studio, world.server, select(1));
    draw({"dark", kUsual, kDark}, studio, world.server, select(1));
    draw({"ja", kUsual, kJapanese}, studio, world.server, select(1));
    draw({"wide", kWide}, studio, world.server);
    draw({"narrow", kNarrow}, studio, world.server, select(1));
    draw({"narrow-ja", kNarrow, kJapanese}, studio, world.server);
    draw({"narrow-dark", kNarrow, kDark}, studio, world.server);
    draw({"filtered", kUsual}, studio, world.server, filter("state:unused"));
    draw({"no-hits", kUsual}, studio, world.server, filter("nothing like it"));
    draw({"wrong-filter", kUsual}, studio, world.server, filter("state:loud"));
}

void drawForms(PreviewStudio& studio) {
    World world;
    world.fill();
    draw({"form"}, studio, world.server, form);
    draw({"form-dark", kUsual, kDark}, studio, world.server, form);
    draw({"form-ja", kUsual, kJapanese}, studio, world.server, form);
    draw({"form-empty"}, studio, world.server, emptyForm);
    draw({"form-wrong", kWide}, studio, world.server, wrongForm);
    draw({"form-wrong-dark-ja", kUsual, {.dark = true, .japanese = true}}, studio, world.server, wrongForm);
    draw({"form-boundless"}, studio, world.server, boundlessForm);
    draw({"form-until-resolved"}, studio, world.server, acknowledging);
    draw({"form-until-resolved-ja", kUsual, kJapanese}, studio, world.server, acknowledging);
    draw({"narrow-form", kNarrow}, studio, world.server, form);
    draw({"narrow-form-ja", kNarrow, kJapanese}, studio, world.server, form);
    draw({"edit"}, studio, world.server, selectAndDo(2, 0));
    draw({"edit-pending", kUsual, kDark}, studio, world.server, selectAndDo(4, 0));
    draw({"recreate"}, studio, world.server, selectAndDo(5, 1));
}

void drawActs(PreviewStudio& studio) {
    World undo;
    undo.fill();
    draw({"undo"}, studio, undo.server, selectAndDo(1, 2));
    draw({"undo-ja", kNarrow, kJapanese}, studio, undo.server, selectAndDo(1, 2));
    World refused;
    refused.fill();
    const auto refuse = [&refused](ui::SilencesPage& page) {
        select(1)(page);
        refused.server->alertWorld.failing = true;
        table(page).actions().at(2)->trigger();
    };
    draw({"refused", kUsual}, studio, refused.server, refuse);
    refused.server->alertWorld.failing = false;
    draw({"refused-narrow-dark", kNarrow, kDark}, studio, refused.server, refuse);
}

void drawAbsence(PreviewStudio& studio) {
    World empty;
    empty.server->alertWorld.clearSilences();
    draw({"empty", kSmall}, studio, empty.server);
    draw({"empty-ja", kNarrow, kJapanese}, studio, empty.server);
    World absent;
    absent.server->hasAlertmanager = false;
    draw({"absent", kSmall}, studio, absent.server);
    draw({"absent-ja", kNarrow, {.dark = true, .japanese = true}}, studio, absent.server);
    draw({"absent-form", kSmall}, studio, absent.server, form);
    World silent;
    silent.server->alertWorld.failing = true;
    const auto again = [](ui::SilencesPage& page) { page.refresh(); };
    draw({"unreachable", kSmall}, studio, silent.server, again);
    draw({"unreachable-ja", kSmall, kJapanese}, studio, silent.server, again);
    draw({"no-connection", kSmall}, studio, nullptr);
}

void drawMany(PreviewStudio& studio) {
    World many;
    for (int i = 0; i < 500; ++i) {
        many.add("instance", "machine-" + std::to_string(i) + ":9100", -model::kHourMs, (i + 1) * 3 * model::kMinuteMs,
                 "ben", "Moving rack " + std::to_string(i / 20));
    }
    draw({"many"}, studio, many.server);
    World hostile;
    hostile.server->alertWorld.hostileText = kHostile;
    for (int i = 0; i < 500; ++i) {
        hostile.add(i % 3 == 0 ? "<b>label</b>" : "alertname", kHostile, -model::kHourMs, (i + 1) * model::kMinuteMs,
                    "<i>mallory</i>", kHostile);
    }
    draw({"hostile"}, studio, hostile.server, [](ui::SilencesPage& page) {
        datasource::Silence draft;
        draft.matchers = {model::Matcher::equal("alertname", "DiskFull")};
        draft.comment = "<h1>x</h1>";
        page.draft(draft);
    });
    draw({"hostile-edit", kNarrow, kDark}, studio, hostile.server, selectAndDo(3, 0));
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    drawTables(studio);
    drawForms(studio);
    drawActs(studio);
    drawAbsence(studio);
    drawMany(studio);
    return 0;
}
