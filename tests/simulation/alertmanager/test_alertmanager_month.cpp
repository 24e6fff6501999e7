// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include "base/random.h"
#include "base/time_zone.h"
#include "core/alertmanager/harness.h"
#include "simulation/alertmanager/month_model.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

using Seconds = MonthModel::Seconds;
constexpr Seconds kStart = 1'710'460'800;  // 2024-03-15T00:00:00Z
constexpr Seconds kSummer = 1'711'846'800; // 2024-03-31T01:00:00Z: clocks in Berlin go from 2 to 3.
constexpr Seconds kTick = 240;             // How often senders repeat what fires.
constexpr Seconds kDay = 86'400;
constexpr Seconds kDownBegin = kStart + 9 * kDay + 77;
constexpr Seconds kDownEnd = kDownBegin + kDay;

std::string idsOf(const Notification& notification) {
    std::set<std::string> ids;
    for (const auto& alert : notification.alerts) {
        ids.insert(std::string(alert->labels.value("id")) + (alert->endsAt != 0 ? "(resolved)" : ""));
    }
    return fmt::format("{}", fmt::join(ids, " "));
}

/// One month: what happens is drawn, goes to the Alertmanager and to the model alike.
class Month {
  public:
    Month(const std::string& directory, std::uint64_t seed, TimeZone berlin)
        : m_random(seededRandom(seed))
        , m_berlin(std::move(berlin))
        , m_harness(directory, WallTime(std::chrono::seconds(kStart)))
        , m_model({{.name = "mail", .works = [](Seconds) { return true; }},
                   {.name = "chat", .sendsResolved = false, .works = [](Seconds now) {
                        return now < kDownBegin || now >= kDownEnd;
                    }}}) {
        m_harness.service.answer = [this](const std::string& name, const Notification& notification) {
            const auto isDown = name == "chat" && now() >= kDownBegin && now() < kDownEnd;
            if (isDown) {
                return Outcome{.kind = Outcome::Kind::kFailed, .cause = Outcome::Cause::kServerError, .error = "down"};
            }
            m_told.push_back(fmt::format("{} {} {}: {}: {}", now(), name, m_groupNames.at(notification.groupKey),
                                         notification.reason, idsOf(notification)));
            return Outcome{.answer = "ok"};
        };
        m_model.isOpen = [](const std::string& calendar, Seconds time) { return isOpen(calendar, time); };
        drawAlerts();
        m_harness.load(configuration());
        m_model.advance(kStart);
    }

    void run(Seconds duration) {
        for (auto tick = kStart; tick < kStart + duration; tick += kTick) {
            goTo(tick);
            change(tick);
            if (draw(300) == 0) {
                goTo(tick + 100 + static_cast<Seconds>(draw(50)));
                disturb();
            }
        }
    }

    const std::vector<std::string>& told() const { return m_told; }
    const std::vector<std::string>& expected() const { return m_model.told; }
    int kills = 0;
    int reloads = 0;
    int silences = 0;

  private:
    std::uint64_t draw(std::uint64_t below) { return m_random() % below; }
    Seconds now() const { return m_harness.clock.nowMs() / 1'000; }

    /// Written from the calendar, not from the zone's file.
    static bool isOpen(const std::string& calendar, Seconds time) {
        const auto local = time + (time < kSummer ? 3'600 : 7'200);
        const auto minute = local % kDay / 60;
        if (calendar == "night") {
            return minute < 90 || minute >= 210;
        }
        const auto weekday = (local / kDay + 4) % 7;
        return weekday >= 1 && weekday <= 5 && minute >= 8 * 60 && minute < 18 * 60;
    }

    void drawAlerts() {
        const std::string calendars[] = {"", "", "office", "night"};
        for (int group = 0; group < 12; ++group) {
            const auto& calendar = calendars[draw(4)];
            const auto name = fmt::format("A{}", group);
            const auto key = fmt::format("{}:{{alertname=\"{}\"}}",
                                         calendar.empty() ? "{}" : fmt::format("{{}}/{{cal=\"{}\"}}", calendar), name);
            m_groupNames[key] = name;
            for (int i = 0; i < 3; ++i) {
                m_alerts.push_back({.alert = {.id = fmt::format("{}-{}", name, i),
                                              .group = name,
                                              .calendar = calendar,
                                              .warning = group % 3 == 1,
                                              .source = group == 0 && i == 0}});
            }
        }
    }

    Options configuration() {
        auto options = m_harness.simple({"mail"});
        options.receivers[0].integrations.push_back(
            std::make_shared<FakeIntegrationOptions>(m_harness.service, "chat", false));
        options.route.groupBy = std::vector<std::string>{"alertname"};
        const auto zone = std::make_shared<const TimeZone>(m_berlin);
        options.timeIntervals["office hours"] = {{.times = {{.begin = 8 * 60, .end = 18 * 60}},
                                                  .weekdays = {{.begin = 1, .end = 5}},
                                                  .location = "Europe/Berlin",
                                                  .zone = zone}};
        options.timeIntervals["backup"] = {
            {.times = {{.begin = 90, .end = 210}}, .location = "Europe/Berlin", .zone = zone}};
        RouteOptions office{.receiver = "team", .activeTimeIntervals = {"office hours"}};
        office.matchers = {model::Matcher::equal("cal", "office")};
        RouteOptions night{.receiver = "team", .muteTimeIntervals = {"backup"}};
        night.matchers = {model::Matcher::equal("cal", "night")};
        options.route.routes = {office, night};
        options.inhibitRules = {{.name = "outage",
                                 .source = {model::Matcher::equal("source", "yes")},
                                 .target = {model::Matcher::equal("severity", "warning")},
                                 .equal = {}}};
        return options;
    }

    struct Actor {
        MonthModel::Alert alert;
        Seconds firesSince = 0; ///< 0: not.
    };

    static PostedAlert posted(const Actor& actor) {
        auto alert = Harness::alert(actor.alert.group, {{"id", actor.alert.id},
                                                        {"cal", actor.alert.calendar},
                                                        {"severity", actor.alert.warning ? "warning" : ""},
                                                        {"source", actor.alert.source ? "yes" : ""}});
        alert.startsAt = actor.firesSince * 1'000;
        return alert;
    }

    void goTo(Seconds time) {
        m_harness.run((time - now()) * 1'000);
        m_model.advance(time);
    }

    /// Some alerts begin or end, someone silences something, and senders repeat what fires.
    void change(Seconds tick) {
        std::vector<PostedAlert> batch;
        for (auto& actor : m_alerts) {
            if (actor.firesSince == 0 && draw(actor.alert.source ? 2'000 : 700) == 0) {
                actor.firesSince = tick;
                m_model.fire(actor.alert, tick);
            } else if (actor.firesSince != 0 && draw(120) == 0) {
                auto alert = posted(actor);
                alert.endsAt = tick * 1'000;
                batch.push_back(std::move(alert));
                m_model.resolve(actor.alert);
                actor.firesSince = 0;
                continue;
            }
            if (actor.firesSince != 0) {
                batch.push_back(posted(actor));
            }
        }
        if (!batch.empty()) {
            m_harness.manager->receive(std::move(batch)).value();
        }
        if (draw(250) == 0) {
            silence(tick, fmt::format("A{}", draw(12)));
        }
    }

    void silence(Seconds tick, const std::string& group) {
        const auto begin = tick + static_cast<Seconds>(draw(2) * 3'600);
        const auto end = begin + 600 + static_cast<Seconds>(draw(12 * 3'600));
        const auto id = m_harness.manager
                            ->setSilence({.matchers = {model::Matcher::equal("alertname", group)},
                                          .startsAt = begin * 1'000,
                                          .endsAt = end * 1'000})
                            .value();
        m_model.silence(group, begin, end);
        ++silences;
    }

    void disturb() {
        if (draw(2) == 0) {
            m_harness.load(configuration());
            m_model.reload(now());
            ++reloads;
        } else {
            m_harness.restart();
            m_model.restart(now());
            ++kills;
        }
        m_model.advance(now());
    }

    RandomSource m_random;
    const TimeZone m_berlin;
    Harness m_harness;
    MonthModel m_model;
    std::vector<Actor> m_alerts;
    std::map<std::string, std::string> m_groupNames;
    std::vector<std::string> m_told;
};

} // namespace

class TestAlertmanagerMonth : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

  private slots:
    void aMonthTellsExactlyWhatItMust_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 3; ++seed) {
            QTest::addRow("seed %d", seed) << seed;
        }
    }
    void aMonthTellsExactlyWhatItMust() {
        QFETCH(int, seed);
        PosixFileSystem files;
        const auto berlin = TimeZone::load(files, "Europe/Berlin");
        if (!berlin) {
            QSKIP("no database of time zones here");
        }
        QElapsedTimer timer;
        timer.start();
        Month month(m_directory.filePath(QString::number(seed)).toStdString(), static_cast<std::uint64_t>(seed),
                    *berlin);
        month.run(30 * kDay);
        // Several groups flushed in one second may come in any order.
        auto told = month.told();
        auto expected = month.expected();
        std::ranges::sort(told);
        std::ranges::sort(expected);
        qInfo("%zu messages, %d reloads, %d kills, %d silences in %lld ms", told.size(), month.reloads, month.kills,
              month.silences, static_cast<long long>(timer.elapsed()));
        for (std::size_t i = 0; i < std::max(told.size(), expected.size()); ++i) {
            const auto got = i < told.size() ? told[i] : std::string("nothing");
            const auto want = i < expected.size() ? expected[i] : std::string("nothing");
            QVERIFY2(got == want, fmt::format("message {}: told\n  {}\nexpected\n  {}", i, got, want).c_str());
        }
        QVERIFY(told.size() > 1'000);
    }

    /// A kill in the middle of an attempt, after it came through or not.
    void killsInTheWorstMomentLoseNothingAndTellTwiceAtMost() {
        auto random = seededRandom(11);
        for (int round = 0; round < 60; ++round) {
            Harness harness(m_directory.filePath(QString("kill-%1").arg(round)).toStdString());
            harness.service.hanging = {"mail"};
            harness.load(harness.simple());
            const auto alerts = 1 + random() % 4;
            for (std::uint64_t i = 0; i < alerts; ++i) {
                harness.post(harness.firing(Harness::alert(fmt::format("A{}", i), {{"group", fmt::format("{}", i)}})));
                harness.run(static_cast<model::DurationMs>(random() % 20'000));
            }
            std::size_t kills = 0;
            for (; kills < 5; ++kills) {
                harness.run(static_cast<model::DurationMs>(random() % 60'000));
                if (random() % 2 == 0) {
                    harness.service.release();
                }
                if (random() % 2 == 0) {
                    harness.run(1);
                }
                harness.restart();
            }
            harness.service.hanging.clear();
            harness.run(20 * model::kMinuteMs);
            std::map<std::string, std::size_t> times;
            for (const auto& message : harness.service.sent) {
                for (const auto& alert : message.notification->alerts) {
                    ++times[std::string(alert->labels.value("alertname"))];
                }
            }
            QCOMPARE(times.size(), alerts);
            for (const auto& [name, count] : times) {
                QVERIFY2(count >= 1 && count <= 1 + kills, fmt::format("{} told {} times", name, count).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAlertmanagerMonth)
#include "test_alertmanager_month.moc"
