// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"
#include "engine/uplink_guard.h"

using namespace hearth;
using namespace hearth::engine;
using namespace std::chrono_literals;

namespace {

/// A machine with targets at home and beyond the router, whose Alertmanager tells one integration.
class Home {
  public:
    explicit Home(const QString& directory)
        : am(directory.toStdString()) {
        load({});
        state.checks.push_back({.kind = uplink::Check::Kind::kOutside,
                                .host = "1.1.1.1:443",
                                .outcome = uplink::Check::Outcome::kNoAnswer,
                                .reason = {}});
    }

    void load(std::vector<alertmanager::InhibitRuleOptions> rules) {
        ++loads;
        auto options = am.simple();
        options.route.groupBy = std::vector<std::string>{"alertname"};
        options.route.groupWait = 10 * model::kSecondMs;
        options.route.groupInterval = model::kMinuteMs;
        options.inhibitRules = std::move(rules);
        am.load(std::move(options));
    }

    void fire(const char* name, const char* instance) {
        am.post(am.firing(tests::Harness::alert(name, {{"instance", instance}})));
    }
    void setUp(bool isUp) {
        state.isUp = isUp;
        state.cause = isUp ? uplink::Cause::kNone : uplink::Cause::kBeyond;
        state.since = am.clock.now();
    }
    /// Rounds every five seconds, as the watch makes them while the uplink is down.
    void run(model::DurationMs duration) {
        for (model::DurationMs done = 0; done < duration; done += 5 * model::kSecondMs) {
            guard.take(state);
            am.run(5 * model::kSecondMs);
        }
    }

    tests::Harness am;
    std::vector<std::string> instances{"nas:9100", "example.org:443", "192.168.1.7:9100", "8.8.8.8:53",
                                       "example.org:443"};
    int posts = 0;
    int loads = 0;
    uplink::UplinkState state;
    UplinkGuard guard{{.clock = am.clock,
                       .instances = [this] { return instances; },
                       .inhibit = [this](auto rules) { load(std::move(rules)); },
                       .post =
                           [this](auto alert) {
                               ++posts;
                               am.post(std::move(alert));
                           }}};
};

using Texts = std::vector<std::string>;

} // namespace

/// An uplink that is down is told once, in the place of everything that depends on it.
class TestUplinkGuard : public QObject {
    Q_OBJECT

  private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void whatDependsOnTheUplinkIsHeldBack();
    void whatStillFiresIsToldOnceItIsUp();
    void targetsThatComeMeanwhileAreHeldBackToo();
    void aPatternNamesInstancesLetterByLetter();

  private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestUplinkGuard::whatDependsOnTheUplinkIsHeldBack() {
    Home home(m_directory->path());
    home.run(model::kMinuteMs);
    QCOMPARE(home.posts, 0);
    home.setUp(false);
    home.guard.take(home.state);
    home.fire("Down", "example.org:443");
    home.fire("Down", "8.8.8.8:53");
    home.fire("Full", "nas:9100");
    home.run(10 * model::kMinuteMs);
    auto texts = home.am.service.takeTexts();
    std::ranges::sort(texts);
    QCOMPARE(texts, (Texts{"mail: first notification: Full", "mail: first notification: UplinkDown"}));
    QVERIFY(home.posts <= 22); // repeated, but not with every round
    QCOMPARE(home.loads, 2);
}

void TestUplinkGuard::whatStillFiresIsToldOnceItIsUp() {
    Home home(m_directory->path());
    home.setUp(false);
    home.guard.take(home.state);
    home.fire("Down", "example.org:443");
    home.run(10 * model::kMinuteMs);
    QCOMPARE(home.am.service.takeTexts(), Texts{"mail: first notification: UplinkDown"});
    home.setUp(true);
    home.run(5 * model::kMinuteMs);
    auto texts = home.am.service.takeTexts();
    std::ranges::sort(texts);
    QCOMPARE(texts, (Texts{"mail: all alerts resolved: UplinkDown(resolved)", "mail: first notification: Down"}));
}

void TestUplinkGuard::targetsThatComeMeanwhileAreHeldBackToo() {
    Home home(m_directory->path());
    home.setUp(false);
    home.run(2 * model::kMinuteMs);
    home.am.service.sent.clear();
    home.instances.emplace_back("new.example.org:443");
    home.run(5 * model::kSecondMs);
    home.fire("Down", "new.example.org:443");
    home.run(5 * model::kMinuteMs);
    QCOMPARE(home.am.service.takeTexts(), Texts{});
}

void TestUplinkGuard::aPatternNamesInstancesLetterByLetter() {
    const auto rule = UplinkGuard::ruleFor({"a.example.org:443", "[2001:db8::1]:9100"});
    const auto& matcher = rule.target.back();
    QVERIFY(matcher.matches("a.example.org:443"));
    QVERIFY(matcher.matches("[2001:db8::1]:9100"));
    QVERIFY(!matcher.matches("axexample.org:443"));
    QVERIFY(!matcher.matches(""));
}

QTEST_GUILESS_MAIN(TestUplinkGuard)
#include "test_uplink_guard.moc"
