// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the settings page over a made-up Alertmanager into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_settings OUT_FOLDER [NAME_PREFIX]
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <functional>

#include "data/async_source.h"
#include "settings/channel_card.h"
#include "settings/channel_form.h"
#include "settings/settings_page.h"
#include "settings/uplink_view.h"
#include "settings/week_grid.h"
#include "ui/settings/settings_world.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewLook;
using tests::PreviewStudio;
using tests::SettingsWorld;
using ui::SettingsPage;
using World = std::shared_ptr<SettingsWorld>;
using Act = std::function<void(SettingsPage&)>;

constexpr PreviewLook kLight{};
constexpr PreviewLook kDark{.dark = true};
constexpr PreviewLook kJapanese{.japanese = true};
constexpr QSize kPage(1100, 760);
constexpr QSize kNarrow(620, 480);
constexpr QSize kWide(1600, 900);
enum Tab { kChannels, kRoutes, kTrying, kQuiet, kUplink };

struct Scene {
    QString name;
    World world;
    Act act{};
    PreviewLook look{};
    QSize size = kPage;
    bool local = true;
};

class Painter {
  public:
    explicit Painter(PreviewStudio& studio)
        : m_studio(studio)
        , m_prefix(studio.arguments().value(0)) {}

    void draw(const Scene& scene) {
        if (!scene.name.startsWith(m_prefix)) {
            return;
        }
        m_studio.wear(scene.look);
        ui::AsyncSource source(scene.world);
        SettingsPage page(source, scene.world->settings.get());
        page.setLocal(scene.local);
        page.resize(scene.size);
        page.show();
        PreviewStudio::wait(200);
        if (scene.act) {
            scene.act(page);
            PreviewStudio::wait(250);
        }
        m_studio.save(page, scene.name);
    }
    /// Light, dark, Japanese, narrow.
    void drawAll(const Scene& scene) {
        draw(scene);
        const auto with = [&](const char* name, PreviewLook look, QSize size) {
            auto other = scene;
            other.name += QLatin1String(name);
            other.look = look;
            other.size = size;
            draw(other);
        };
        with("-dark", kDark, scene.size);
        with("-ja", kJapanese, scene.size);
        with("-narrow", kLight, kNarrow);
        with("-narrow-ja", PreviewLook{.dark = true, .japanese = true}, kNarrow);
    }

  private:
    PreviewStudio& m_studio;
    const QString m_prefix;
};

void press(QWidget& page, const char* name) {
    page.findChild<QAbstractButton*>(QLatin1String(name))->click();
}

Act tab(int index) {
    return [index](SettingsPage& page) { page.findChild<QTabWidget*>()->setCurrentIndex(index); };
}

Act then(std::vector<Act> acts) {
    return [acts = std::move(acts)](SettingsPage& page) {
        for (const auto& act : acts) {
            act(page);
        }
    };
}

Act type(const char* field, const char* text) {
    return [field, text](SettingsPage& page) {
        for (auto* edit : page.findChildren<QLineEdit*>(QLatin1String(field))) {
            edit->setText(QString::fromUtf8(text));
        }
    };
}

Act newChannel(const char* kind) {
    return [kind](SettingsPage& page) {
        press(page, "add");
        press(page, kind);
    };
}

void testAll(SettingsPage& page) {
    for (auto* card : page.findChildren<ui::ChannelCard*>()) {
        if (card->channel().kind == "email" || card->channel().kind == "telegram") {
            press(*card, "test");
        }
    }
}

void openTranscripts(SettingsPage& page) {
    PreviewStudio::wait(200);
    for (auto* button : page.findChildren<QAbstractButton*>(QStringLiteral("said"))) {
        button->setChecked(true);
    }
}

void chooseLine(SettingsPage& page, int row) {
    auto* tree = page.findChild<QTreeWidget*>();
    tree->setFocus();
    tree->setCurrentItem(tree->topLevelItem(row));
}

datasource::IntegrationTest refusedToken() {
    using enum datasource::TestStep::Kind;
    auto test = SettingsWorld::refused();
    test.steps = {{kResolve, 4'000, ""}, {kConnect, 31'000, "203.0.113.7:443"}, {kTls, 66'000, ""}};
    test.failedStep = kAnswer;
    test.answer = "401 Unauthorized";
    test.error = "unexpected status code 401: Unauthorized";
    test.transcript = {{66'000, true, "POST /bot***/sendMessage"}, {218'000, false, "401 Unauthorized"}};
    return test;
}

World makeWorld(const QByteArray& file = SettingsWorld::kFile) {
    auto world = std::make_shared<SettingsWorld>(file);
    const auto now = SystemClock().nowMs();
    using Outcome = datasource::LastDelivery::Outcome;
    world->last = {{"mail", "email[0]", Outcome::kSent, now - 3 * model::kMinuteMs, "250 2.0.0 Ok: queued as 91C", now},
                   {"phone", "telegram[0]", Outcome::kFailed, now - 40 * model::kSecondMs,
                    "unexpected status code 401: Unauthorized: 401 Unauthorized", std::nullopt},
                   {"phone", "ntfy[0]", Outcome::kTrying, now - 40 * model::kSecondMs, "429 slow down", std::nullopt},
                   {"desktop", "desktop[0]", Outcome::kSent, now - 2 * model::kHourMs, "by dunst 1.9", now}};
    world->tests["email[0]"] = SettingsWorld::delivered();
    world->tests["telegram[0]"] = refusedToken();
    return world;
}

World remoteWorld(const QByteArray& file, bool isHearth) {
    auto world = makeWorld(file);
    world->isHearth = isHearth;
    return world;
}

datasource::TraceEvent step(datasource::TraceEvent::Kind kind, int second, const char* detail = "") {
    datasource::TraceEvent event;
    event.kind = kind;
    event.time = event.last = SystemClock().nowMs() + second * model::kSecondMs;
    event.receiver = "phone";
    event.integration = "ntfy[0]";
    event.route = "{}/{severity=\"critical\"}/0";
    event.group = "{}/{severity=\"critical\"}:{alertname=\"FireDrill\"}";
    event.to = "firing";
    event.until = event.time + 30 * model::kSecondMs;
    event.detail = detail;
    event.attempt = 1;
    return event;
}

World drillWorld(std::vector<datasource::TraceEvent> events) {
    auto world = makeWorld();
    world->traceAnswer = std::move(events);
    return world;
}

Act drill() {
    return then({tab(kTrying), [](SettingsPage& page) {
                     press(page, "drill");
                     PreviewStudio::wait(200);
                 }});
}

QByteArray fileWith(const char* before, const QByteArray& after) {
    auto text = QByteArray(SettingsWorld::kFile);
    text.replace(before, after);
    return text;
}

QByteArray hostileFile() {
    auto text =
        fileWith("mail\n", "\"<h1>mail</h1><img src=x> and a name that does not end where one thinks that it ends & "
                           "on \\u202egnilrig \\U0001F525\\nnext line\"\n");
    text.replace("anna@example.org",
                 "'<b>anna</b>@example.org, second@example.org, third@example.org, fourth@example.org'");
    text.replace("severity=\"warning\"", "'team=\"<script>alert(1)</script> & a very long value that goes on\"'");
    text.replace("night", "'<i>night</i> and all that is not day, as long as it is written down'");
    return text;
}

QByteArray manyRoutes(int count) {
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        lines += "    - matchers: ['team=\"team-" + QByteArray::number(i) + "\"', 'severity=~\"warning|critical\"']\n" +
                 "      receiver: " + (i % 2 == 0 ? "phone" : "chat") + "\n";
    }
    return fileWith("    - matchers: [severity=\"warning\"]\n", lines + "    - matchers: [severity=\"warning\"]\n");
}

constexpr const char* kNested = "      routes:\n"
                                "        - matchers: [team=\"db\"]\n"
                                "          receiver: chat\n"
                                "          routes:\n"
                                "            - matchers: [env=\"test\"]\n"
                                "              receiver: desktop\n"
                                "        - matchers: [team=\"web\"]\n"
                                "          receiver: mail\n";
constexpr const char* kAlone = "route:\n  receiver: mail\nreceivers:\n  - name: mail\n    email_configs:\n"
                               "      - to: anna@example.org\n        from: hearth@example.org\n"
                               "        smarthost: localhost:25\n";
constexpr const char* kEmpty = "route: {receiver: people}\nreceivers: [{name: people}]\n";

void drawChannels(Painter& painter) {
    painter.drawAll({QStringLiteral("channels"), makeWorld()});
    painter.draw({QStringLiteral("channels-wide"), makeWorld(), {}, kDark, kWide});
    painter.drawAll({QStringLiteral("channels-none"), makeWorld(kEmpty)});
    painter.draw({QStringLiteral("channels-fresh"), std::make_shared<SettingsWorld>(QByteArray())});
    painter.drawAll({QStringLiteral("gallery"), makeWorld(kEmpty), [](auto& page) { press(page, "add"); }});
    painter.drawAll({QStringLiteral("form-edit"), makeWorld(),
                     [](auto& page) { press(*page.template findChildren<ui::ChannelCard*>().first(), "edit"); }});
    for (const auto& kind : datasource::channelKinds()) {
        if (!kind.fields.empty()) {
            painter.draw({QStringLiteral("form-new-%1").arg(QString::fromUtf8(kind.kind)), makeWorld(kEmpty),
                          newChannel(kind.kind.data())});
            painter.draw({QStringLiteral("form-new-%1-ja").arg(QString::fromUtf8(kind.kind)), makeWorld(kEmpty),
                          newChannel(kind.kind.data()), kJapanese, QSize(900, 640)});
        }
    }
    painter.drawAll({QStringLiteral("form-wrong"), makeWorld(kEmpty),
                     then({newChannel("email"), type("to", "anna"), type("smarthost", "smtp"), type("from", "x@y")})});
    for (int preset = 1; preset <= static_cast<int>(datasource::mailPresets().size()); ++preset) {
        painter.draw(
            {QStringLiteral("form-preset-%1").arg(preset), makeWorld(kEmpty),
             then({newChannel("email"), [preset](auto& page) {
                       page.template findChild<QComboBox*>(QStringLiteral("provider"))->setCurrentIndex(preset);
                   }})});
    }
    auto refusing = makeWorld();
    refusing->reloadAnswer = fail(ErrorCode::kInvalidArgument, "alertmanager.yml:7:3: the template \"x\" is not there");
    painter.draw({QStringLiteral("form-refused"), refusing,
                  then({newChannel("ntfy"), type("topic", "home"),
                        [](auto& page) { emit page.template findChild<ui::ChannelForm*>()->saveRequested(); }})});
    painter.draw({QStringLiteral("channels-saved"), makeWorld(),
                  then({newChannel("ntfy"), type("topic", "home"),
                        [](auto& page) { emit page.template findChild<ui::ChannelForm*>()->saveRequested(); }})});
    painter.draw({QStringLiteral("channels-removed"), makeWorld(),
                  [](auto& page) { press(*page.template findChildren<ui::ChannelCard*>().last(), "remove"); }});
    painter.draw({QStringLiteral("channels-in-use"), makeWorld(),
                  [](auto& page) { press(*page.template findChildren<ui::ChannelCard*>().at(3), "remove"); }});
    auto many = QByteArray(kEmpty);
    many = "route: {receiver: r0}\nreceivers:\n";
    for (int i = 0; i < 300; ++i) {
        many +=
            "  - name: r" + QByteArray::number(i) + "\n    ntfy_configs: [{topic: t" + QByteArray::number(i) + "}]\n";
    }
    painter.draw({QStringLiteral("channels-many"), makeWorld(many)});
    painter.draw({QStringLiteral("channels-foreign"),
                  makeWorld(QByteArray(kAlone) + "    pagerduty_configs:\n      - routing_key: x\n"
                                                 "    opsgenie_configs:\n      - api_key: y\n")});
    painter.drawAll({QStringLiteral("channels-hostile"), makeWorld(hostileFile())});
}

void drawTests(Painter& painter) {
    painter.drawAll({QStringLiteral("tests"), makeWorld(), then({testAll, openTranscripts}), {}, QSize(1100, 1000)});
    painter.draw({QStringLiteral("tests-closed"), makeWorld(), testAll});
    auto slow = makeWorld();
    slow->testTakes = std::chrono::seconds(1);
    painter.draw({QStringLiteral("tests-running"), slow, testAll});
    painter.draw({QStringLiteral("tests-running-ja"), slow, testAll, kJapanese});
    auto late = makeWorld();
    auto& silent = late->tests["email[0]"];
    silent.delivered = false;
    silent.steps.resize(2);
    silent.failedStep = datasource::TestStep::Kind::kHello;
    silent.answer.clear();
    silent.error = "no answer within 15 s";
    silent.microseconds = 15'000'000;
    silent.transcript.clear();
    painter.drawAll({QStringLiteral("tests-timeout"), late, testAll});
    auto hostile = makeWorld(hostileFile());
    hostile->tests["email[0]"] = SettingsWorld::refused();
    hostile->tests["email[0]"].error = "<h1>535</h1> " + std::string(900, 'x');
    hostile->tests["email[0]"].answer = "<b>535</b> \u202e" + std::string(300, 'y');
    painter.draw({QStringLiteral("tests-hostile"), hostile, then({testAll, openTranscripts}), {}, QSize(800, 900)});
    painter.draw({QStringLiteral("tests-hostile-narrow"), hostile, testAll, kDark, kNarrow});
}

void drawRoutes(Painter& painter) {
    painter.drawAll({QStringLiteral("routes"), makeWorld(), tab(kRoutes)});
    painter.drawAll({QStringLiteral("routes-default"), makeWorld(kAlone), tab(kRoutes)});
    painter.drawAll({QStringLiteral("routes-nested"),
                     makeWorld(fileWith("      group_wait: 0s\n", QByteArray("      group_wait: 0s\n") + kNested)),
                     tab(kRoutes)});
    painter.drawAll({QStringLiteral("routes-chosen"), makeWorld(),
                     then({tab(kRoutes), [](auto& page) { chooseLine(page, 1); },
                           type("matchers", "team=\"db\", severity=~\"warning|info\"")})});
    painter.draw({QStringLiteral("routes-moved"), makeWorld(), then({tab(kRoutes), [](auto& page) {
                                                                         chooseLine(page, 1);
                                                                         press(page, "moveUp");
                                                                     }})});
    painter.draw({QStringLiteral("routes-removed"), makeWorld(), then({tab(kRoutes), [](auto& page) {
                                                                           chooseLine(page, 0);
                                                                           press(page, "removeRoute");
                                                                       }})});
    painter.draw({QStringLiteral("routes-wrong"), makeWorld(),
                  then({
                      tab(kRoutes),
                      type("matchers", "severity=\"x\", oops"),
                  })});
    painter.draw({QStringLiteral("routes-many"), makeWorld(manyRoutes(400)), tab(kRoutes)});
    painter.drawAll({QStringLiteral("routes-hostile"), makeWorld(hostileFile()), tab(kRoutes)});
}

void drawTrying(Painter& painter) {
    const auto labels = [](const char* text) { return then({tab(kTrying), type("labels", text)}); };
    painter.drawAll(
        {QStringLiteral("tester-hit"), makeWorld(), labels("alertname=\"DiskFull\", severity=\"critical\"")});
    painter.draw({QStringLiteral("tester-quiet"),
                  makeWorld(fileWith("monday:friday", "sunday:saturday").replace("'22:00'", "'07:00'")),
                  labels("severity=\"warning\"")});
    painter.draw({QStringLiteral("tester-empty"), makeWorld(), tab(kTrying)});
    painter.draw({QStringLiteral("tester-none"), makeWorld(), labels("team=\"nobody\"")});
    painter.draw({QStringLiteral("tester-nobody"), makeWorld(kEmpty), labels("team=\"nobody\"")});
    painter.drawAll({QStringLiteral("tester-wrong"), makeWorld(), labels("severity!=\"critical\"")});
    painter.draw({QStringLiteral("tester-syntax"), makeWorld(), labels("severity=\"critical\", =")});
    painter.drawAll(
        {QStringLiteral("tester-hostile"), makeWorld(hostileFile()),
         labels("alertname=\"<h1>x</h1>\", team=\"<script>alert(1)</script> & a very long value that goes on\"")});

    using Kind = datasource::TraceEvent::Kind;
    const std::vector all{step(Kind::kReceived, 0),
                          step(Kind::kGrouped, 0, "group_wait"),
                          step(Kind::kNotifying, 1, "first notification"),
                          step(Kind::kAttempt, 1, "429 slow down <b>please</b>"),
                          step(Kind::kSent, 2, "200 OK"),
                          step(Kind::kLeft, 70)};
    const auto firstOf = [&](std::size_t count) {
        return std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    };
    painter.draw({QStringLiteral("drill-1-sent"), drillWorld({}), drill()});
    painter.draw({QStringLiteral("drill-2-grouped"), drillWorld(firstOf(2)), drill()});
    painter.draw({QStringLiteral("drill-3-trying"), drillWorld(firstOf(4)), drill()});
    painter.drawAll({QStringLiteral("drill-4-arrived"), drillWorld(firstOf(5)), drill()});
    painter.draw({QStringLiteral("drill-5-over"), drillWorld(all), drill()});
    auto failed = firstOf(4);
    failed.push_back(step(Kind::kFailed, 3, "giving up after 3 attempts: 507 no room"));
    painter.drawAll({QStringLiteral("drill-failed"), drillWorld(failed), drill()});
    auto mixed = failed;
    mixed.push_back(step(Kind::kSent, 3, "200 OK"));
    mixed.back().integration = "telegram[0]";
    painter.draw({QStringLiteral("drill-mixed"), drillWorld(mixed), drill()});
    auto muted = firstOf(2);
    muted.push_back(step(Kind::kMuted, 1));
    muted.back().by = "night";
    painter.draw({QStringLiteral("drill-muted"), drillWorld(muted), drill()});
    auto refused = makeWorld();
    refused->postAnswer = fail(ErrorCode::kUnavailable, "403 Forbidden: this user may only look");
    painter.drawAll({QStringLiteral("drill-refused"), refused, drill(), {}, kPage, false});
    painter.draw({QStringLiteral("drill-plain"), remoteWorld(SettingsWorld::kFile, false), drill(), {}, kPage, false});
    painter.draw(
        {QStringLiteral("drill-wrong-name"), makeWorld(), then({tab(kTrying), type("alertname", ""), drill()})});
    painter.draw({QStringLiteral("drill-wrong-labels"), makeWorld(),
                  then({tab(kTrying), type("drillLabels", "a=~\"b\""), drill()})});
}

void drawQuiet(Painter& painter) {
    painter.drawAll({QStringLiteral("quiet"), makeWorld(), tab(kQuiet)});
    painter.draw({QStringLiteral("quiet-wide"), makeWorld(), tab(kQuiet), kDark, kWide});
    painter.drawAll({QStringLiteral("quiet-none"), makeWorld(kAlone), tab(kQuiet)});
    const QByteArray several = QByteArray(SettingsWorld::kFile) +
                               "  - name: weekend\n    time_intervals:\n      - weekdays: [saturday, sunday]\n"
                               "        location: Europe/Rome\n"
                               "  - name: turn-of-the-year\n    time_intervals:\n      - months: ['december']\n"
                               "        days_of_month: ['24:31']\n";
    const auto choose = [](int index) {
        return then({tab(kQuiet), [index](auto& page) {
                         page.template findChild<QComboBox*>(QStringLiteral("interval"))->setCurrentIndex(index);
                     }});
    };
    painter.draw({QStringLiteral("quiet-several"), makeWorld(several), choose(2)});
    painter.drawAll({QStringLiteral("quiet-odd"), makeWorld(several), choose(1)});
    painter.draw({QStringLiteral("quiet-new"), makeWorld(several), choose(3)});
    const auto paint = [](SettingsPage& page) { emit page.findChild<ui::WeekGrid*>()->edited(); };
    painter.drawAll(
        {QStringLiteral("quiet-wrong"), makeWorld(several), then({choose(3), type("intervalName", ""), paint})});
    painter.draw({QStringLiteral("quiet-no-hour"), makeWorld(several), then({choose(3), paint})});
    painter.draw({QStringLiteral("quiet-saved"), makeWorld(several),
                  then({choose(0), paint, [](auto& page) { press(page, "saveInterval"); }})});
    painter.drawAll({QStringLiteral("quiet-hostile"), makeWorld(hostileFile()), tab(kQuiet)});
}

void drawUplink(Painter& painter) {
    const auto answering = [](bool isUp, const char* third) {
        auto world = makeWorld();
        world->onQuery = [isUp, third](const datasource::InstantQuery&, std::stop_token) -> Result<model::QueryAnswer> {
            model::Vector vector(3);
            const auto labels = [](const char* host, const char* kind) {
                return model::Labels::fromPairs({{"host", host}, {"kind", kind}});
            };
            vector[0].labels = labels("192.168.1.1", "gateway");
            vector[0].sample.value = 1;
            vector[1].labels = labels("1.1.1.1", "outside");
            vector[1].sample.value = isUp ? 1 : 0;
            vector[2].labels = labels(third, "outside");
            vector[2].sample.value = 0;
            model::QueryAnswer answer;
            answer.value = std::move(vector);
            return answer;
        };
        return world;
    };
    const auto hosts = [](SettingsPage& page) {
        page.uplink().setHosts({QStringLiteral("1.1.1.1"), QStringLiteral("example.org:443")});
    };
    painter.drawAll({QStringLiteral("uplink-off"), makeWorld(), tab(kUplink)});
    painter.drawAll({QStringLiteral("uplink-up"), answering(true, "example.org:443"), then({hosts, tab(kUplink)})});
    painter.drawAll({QStringLiteral("uplink-down"), answering(false, "example.org:443"), then({hosts, tab(kUplink)})});
    painter.drawAll({QStringLiteral("uplink-wrong"), makeWorld(),
                     then({tab(kUplink), type("uplinkHosts", "http://x/, 1.1.1.1"), [](SettingsPage& page) {
                               page.uplink().report(
                                   fail(ErrorCode::kInvalidArgument, "\"http://x/\" is no host and port"));
                           }})});
    painter.drawAll(
        {QStringLiteral("uplink-remote"), answering(true, "example.org:443"), tab(kUplink), {}, kPage, false});
    painter.draw({QStringLiteral("uplink-hostile"),
                  answering(true, "<h1>x</h1> \u202eabc & a very long name of a host that goes on and on and on and on "
                                  "and on and on.example.org:443"),
                  then({hosts, tab(kUplink)}),
                  {},
                  kNarrow});
}

void drawRemote(Painter& painter) {
    painter.drawAll({QStringLiteral("remote"), remoteWorld(SettingsWorld::kFile, true), {}, {}, kPage, false});
    painter.drawAll({QStringLiteral("remote-none"), remoteWorld(kEmpty, true), {}, {}, kPage, false});
    painter.drawAll({QStringLiteral("remote-plain"), remoteWorld(SettingsWorld::kFile, false), {}, {}, kPage, false});
    painter.draw({QStringLiteral("remote-plain-none"), remoteWorld(kEmpty, false), {}, {}, kPage, false});
    painter.draw(
        {QStringLiteral("remote-routes"), remoteWorld(SettingsWorld::kFile, true), tab(kRoutes), {}, kPage, false});
    painter.draw(
        {QStringLiteral("remote-trying"), remoteWorld(SettingsWorld::kFile, true), tab(kTrying), {}, kPage, false});
    painter.draw({QStringLiteral("remote-quiet"), remoteWorld(SettingsWorld::kFile, true), tab(kQuiet), kJapanese,
                  kPage, false});
    painter.draw({QStringLiteral("remote-quiet-none"), remoteWorld(kAlone, true), tab(kQuiet), {}, kPage, false});
    auto forbidden = makeWorld();
    forbidden->testAnswer = fail(ErrorCode::kUnavailable, "403 Forbidden: this user may only look");
    painter.draw({QStringLiteral("remote-test-refused"), forbidden, testAll, {}, kPage, false});
    const auto absent = makeWorld();
    absent->hasAlertmanager = false;
    painter.drawAll({QStringLiteral("absent"), absent, {}, {}, QSize(800, 560), false});
    auto down = makeWorld();
    down->statusAnswer = fail(ErrorCode::kUnavailable, "connection refused: 127.0.0.1:9093");
    painter.drawAll({QStringLiteral("down"), down, {}, {}, QSize(800, 560), false});
    auto slow = makeWorld();
    slow->statusTakes = std::chrono::seconds(1);
    painter.draw({QStringLiteral("loading"), slow, {}, {}, QSize(800, 560)});
    auto lost = makeWorld();
    painter.draw({QStringLiteral("lost"),
                  lost,
                  [lost](auto& page) {
                      lost->statusAnswer = fail(ErrorCode::kUnavailable, "connection refused: 127.0.0.1:9093");
                      page.refresh();
                  },
                  {},
                  kPage,
                  false});
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    Painter painter(studio);
    drawChannels(painter);
    drawTests(painter);
    drawRoutes(painter);
    drawTrying(painter);
    drawQuiet(painter);
    drawUplink(painter);
    drawRemote(painter);
    return 0;
}
