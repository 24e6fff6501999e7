// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "discovery/discovery.h"
#include "support/fake_clock.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

class NoWatcher final : public discovery::DirectoryWatcher {
  public:
    void watch(const std::set<std::string>& /*directories*/) override {}
    std::vector<std::string> wait(MonotonicTime /*deadline*/) override { return {}; }
    void wake() override {}
};

struct Bench {
    QTemporaryDir directory;
    PosixFileSystem files;
    tests::FakeClock clock;
    instrument::Registry registry;
    std::vector<std::string> reports;
    discovery::Discovery discovery{"scrape",
                                   files,
                                   clock,
                                   registry,
                                   Log(),
                                   std::make_unique<NoWatcher>(),
                                   [this](const std::string& job, std::vector<discovery::TargetGroup> groups) {
                                       reports.push_back(show(job, groups));
                                   }};

    std::string place() const { return directory.path().toStdString(); }
    void write(const std::string& name, std::string_view text) {
        QVERIFY(files.replaceAtomically(place() + "/" + name, text).has_value());
    }
    void applyFiles(const std::string& pattern) {
        discovery.apply(
            {{"j",
              {.staticGroups = {}, .files = {{.patterns = {place() + "/" + pattern}, .refreshInterval = 60'000}}}}});
    }
    /// A change is seen, and a step is made `after` a while.
    std::string stepAfter(Nanoseconds after, bool changed = true) {
        clock.advance(after);
        reports.clear();
        discovery.step(changed ? std::vector{place()} : std::vector<std::string>());
        return fmt::format("{}", fmt::join(reports, "|"));
    }

    std::string show(const std::string& job, const std::vector<discovery::TargetGroup>& groups) const {
        std::string out = job + ":";
        for (const auto& group : groups) {
            for (const auto& target : group.targets) {
                out += " " + std::string(target.value("__address__"));
            }
        }
        return out;
    }
};

} // namespace

class TestDiscovery : public QObject {
    Q_OBJECT

  private slots:
    void staticTargetsAreReportedAtOnceAndOnce() {
        Bench bench;
        const discovery::TargetGroup group{.source = "0", .targets = {{{"__address__", "h:1"}}}, .labels = {}};
        bench.discovery.apply({{"j", {.staticGroups = {group}, .files = {}}}});
        QCOMPARE(bench.stepAfter(0s), "j: h:1");
        QCOMPARE(bench.stepAfter(1min), "");
        bench.discovery.apply({{"j", {.staticGroups = {group}, .files = {}}}});
        QCOMPARE(bench.stepAfter(0s), "j: h:1");
    }

    void aJobWithoutTargetsIsReportedEmpty() {
        Bench bench;
        bench.discovery.apply({{"j", {}}});
        QCOMPARE(bench.stepAfter(0s), "j:");
    }

    void filesAreFollowed() {
        Bench bench;
        bench.write("a.yml", "- targets: [h:1]\n");
        bench.applyFiles("*.yml");
        QCOMPARE(bench.stepAfter(0s), "j: h:1");
        bench.write("b.yml", "- targets: [h:2]\n- targets: [h:3]\n");
        QCOMPARE(bench.stepAfter(6s), "j: h:1 h:2 h:3");
        bench.write("b.yml", "- targets: [h:2]\n");
        QCOMPARE(bench.stepAfter(6s), "j: h:1 h:2");
        bench.write("a.yml", "- targets: [h:9\n"); // broken: what was known stays
        QCOMPARE(bench.stepAfter(6s), "");
        QVERIFY(bench.files.remove(bench.place() + "/b.yml").has_value());
        QCOMPARE(bench.stepAfter(6s), "j: h:1");
        QVERIFY(bench.files.remove(bench.place() + "/a.yml").has_value());
        QCOMPARE(bench.stepAfter(6s), "j:");
    }

    void withoutAWatcherTheRefreshIntervalFinds() {
        Bench bench;
        bench.applyFiles("*.yml");
        QCOMPARE(bench.stepAfter(0s), "j:");
        bench.write("a.yml", "- targets: [h:1]\n");
        QCOMPARE(bench.stepAfter(30s, false), "");
        QCOMPARE(bench.stepAfter(30s, false), "j: h:1");
    }

    void updatesComeNoOftenerThanEveryFiveSeconds() {
        Bench bench;
        bench.applyFiles("*.yml");
        bench.stepAfter(0s);
        bench.write("a.yml", "- targets: [h:1]\n");
        QCOMPARE(bench.stepAfter(1s), "");
        bench.write("a.yml", "- targets: [h:2]\n");
        QCOMPARE(bench.stepAfter(1s), "");
        QCOMPARE(bench.stepAfter(3s, false), "j: h:2");
    }

    void theFileIsNamedInALabel() {
        Bench bench;
        bench.write("a.json", R"([{"targets":["h:1"],"labels":{"x":"y"}}])");
        std::string labels;
        discovery::Discovery discovery("scrape", bench.files, bench.clock, bench.registry, Log(),
                                       std::make_unique<NoWatcher>(),
                                       [&](const std::string&, const std::vector<discovery::TargetGroup>& groups) {
                                           labels = groups.at(0).labels.value("__meta_filepath");
                                       });
        discovery.apply({{"j", {.staticGroups = {}, .files = {{.patterns = {bench.place() + "/a.json"}}}}}});
        discovery.step({});
        QCOMPARE(labels, bench.place() + "/a.json");
    }

    void inotifySeesAFileAppear() {
        const QTemporaryDir directory;
        const SystemClock clock;
        const auto watcher = discovery::makeInotifyWatcher(clock);
        const auto place = directory.path().toStdString();
        watcher->watch({place, place + "/absent"});
        PosixFileSystem files;
        QVERIFY(files.replaceAtomically(place + "/a.yml", "x").has_value());
        QCOMPARE(watcher->wait(clock.monotonic() + 10s), std::vector{place});
        watcher->wake();
        QCOMPARE(watcher->wait(clock.monotonic() + 10s), std::vector<std::string>{});
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "test_discovery.moc"
