// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "scrape/scrape_pools.h"
#include "support/fake_clock.h"
#include "support/fake_transport.h"
#include "support/recording_storage.h"

using namespace hearth;
using namespace std::chrono_literals;
using tests::FakeAnswer;

namespace {

/// A whole scrape side on fakes: one job `j` with one target `h:1`, scraped every ten seconds.
struct Bench {
    tests::FakeClock clock;
    tests::FakeNetwork network;
    tests::RecordingStorage storage;
    instrument::Registry registry;
    std::unique_ptr<scrape::ScrapePools> pools;
    scrape::PoolOptions options;

    Bench() {
        options.jobName = "j";
        options.interval = 10'000;
        options.timeout = 5'000;
        options.protocols = {scrape::ScrapeProtocol::kPrometheusText004};
        pools = std::make_unique<scrape::ScrapePools>(
            storage, [this] { return std::make_unique<tests::FakeTransport>(network, clock); }, clock, registry, Log(),
            scrape::ScrapePools::Settings{.threads = 0, .offsetSeed = 7});
    }

    void serve(tests::FakeNetwork::Server server) { network.servers["http://h:1/metrics"] = std::move(server); }
    void serve(std::string body) {
        serve([body = std::move(body)](const auto&) { return FakeAnswer::text(body); });
    }
    void start() {
        pools->apply({options});
        setTargets({"h:1"});
    }
    void setTargets(const std::vector<std::string>& addresses) {
        discovery::TargetGroup group{.source = "0", .targets = {}, .labels = {}};
        for (const auto& address : addresses) {
            group.targets.push_back({{"__address__", address}});
        }
        pools->setTargets("j", {group});
    }
    void run(Nanoseconds time) { pools->runUntil(clock.monotonic() + time); }
    /// Exactly one scrape: the first comes within the first interval.
    void runScrapes(int count) { run(count * 10s); }

    std::string values(const std::string& name, const std::string& labels = {}) const {
        return storage.values(fmt::format(R"({}{{{}instance="h:1", job="j"}})", name, labels));
    }
    double counter(const std::string& name) const {
        for (const auto& family : registry.gather()) {
            if (family.name == name) {
                return family.metrics.at(0).value;
            }
        }
        return -1;
    }
    void serveOpenMetrics(const std::string& lines) {
        serve([lines](const auto&) { return FakeAnswer::text(lines + "# EOF\n", "application/openmetrics-text"); });
    }
    std::vector<model::Exemplar> exemplars(const std::string& name, const std::string& labels = {}) const {
        return storage.exemplars(
            fmt::format(R"({}{{instance="h:1", job="j"{}}})", name, labels.empty() ? "" : ", " + labels));
    }
    /// Somebody else's sample of a series of h:1, `ahead` of the clock.
    void appendElsewhere(const std::string& name, double value, std::chrono::milliseconds ahead) {
        model::LabelsBuilder labels;
        labels.set("__name__", name).set("instance", "h:1").set("job", "j");
        const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch()) + ahead;
        const auto appender = storage.appender();
        const storage::RefSample sample{appender->series(labels.labels()).value(), time.count(), value};
        std::vector<storage::Rejection> rejected;
        appender->append(std::span(&sample, 1), rejected);
        QVERIFY(rejected.empty());
        QVERIFY(appender->commit().has_value());
    }
    /// Applies rules that change nothing but are not those of before, so that nothing remembered counts any longer.
    void toggleRelabelling() {
        if (options.metricRelabelRules.empty()) {
            model::RelabelRule rule;
            rule.action = model::RelabelAction::kDrop;
            rule.sourceLabels = {"__name__"};
            rule.regex = model::Regex::create("nothing_is_named_so").value();
            options.metricRelabelRules = {rule};
        } else {
            options.metricRelabelRules.clear();
        }
        pools->apply({options});
    }
    /// All samples of all series but those that tell what was new.
    std::string everything() const {
        std::string out;
        for (const auto& name : storage.seriesNames()) {
            if (!name.starts_with("scrape_series_added")) {
                out += name + ": " + storage.samples(name) + "\n";
            }
        }
        return out;
    }
    scrape::TargetReport target() const { return pools->targets().at(0); }
};

} // namespace

class TestLoop : public QObject {
    Q_OBJECT

  private slots:
    void aTargetIsScrapedEveryInterval() {
        Bench bench;
        bench.serve([n = 0](const auto&) mutable { return FakeAnswer::text(fmt::format("m {}\n", ++n)); });
        bench.start();
        bench.runScrapes(3);
        QCOMPARE(bench.values("m"), "1 2 3");
        QCOMPARE(bench.values("up"), "1 1 1");
        QCOMPARE(bench.values("scrape_samples_scraped"), "1 1 1");
        QCOMPARE(bench.values("scrape_series_added"), "1 0 0");
        QCOMPARE(bench.target().state.health, scrape::Health::kUp);
        QCOMPARE(bench.storage.transactions(), 3U);
    }

    void anHourPassesInMilliseconds() {
        Bench bench;
        std::string body;
        for (int i = 0; i < 100; ++i) {
            body += fmt::format("m{{i=\"{}\"}} {}\n", i, i);
        }
        bench.serve(body);
        bench.start();
        bench.run(1h);
        QCOMPARE(bench.storage.transactions(), 360U);
        QCOMPARE(bench.storage.seriesCalls(), 105U); // every label set was built once
    }

    void timesAreThoseOfTheHashedPhase() {
        Bench bench;
        bench.serve("m 1\n");
        bench.start();
        bench.runScrapes(2);
        const auto text = bench.storage.samples(R"(m{instance="h:1", job="j"})");
        const auto first = std::stoll(text);
        const auto second = std::stoll(text.substr(text.find(' ') + 1));
        QCOMPARE(second - first, 10'000);
        const auto set = scrape::buildTargets(
            std::vector{discovery::TargetGroup{.source = "0", .targets = {{{"__address__", "h:1"}}}, .labels = {}}},
            bench.options);
        QCOMPARE(first % 10'000, scrape::scrapeOffsetNs(set.active[0].hash, 7, 10'000) / 1'000'000);
    }

    void whatVanishesIsMarkedStale() {
        Bench bench;
        bench.serve([n = 0](const auto&) mutable { return FakeAnswer::text(++n == 2 ? "a 1\n" : "a 1\nb 2\n"); });
        bench.start();
        bench.runScrapes(3);
        QCOMPARE(bench.values("a"), "1 1 1");
        QCOMPARE(bench.values("b"), "2 stale 2");
    }

    void aFailedScrapeEndsEverythingAndIsReported_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("connection") << 0 << QByteArray("connection refused");
        QTest::newRow("status") << 1 << QByteArray("server returned HTTP status 404 Not Found");
        QTest::newRow("timeout") << 2 << QByteArray("context deadline exceeded");
        QTest::newRow("malformed") << 3 << QByteArray("line 2");
        QTest::newRow("content type") << 4 << QByteArray("received unsupported Content-Type \"text/html\"");
        QTest::newRow("no content type") << 5 << QByteArray("blank Content-Type");
    }
    void aFailedScrapeEndsEverythingAndIsReported() {
        QFETCH(int, kind);
        QFETCH(QByteArray, error);
        Bench bench;
        bench.serve([n = 0, kind](const auto&) mutable {
            if (++n != 2) {
                return FakeAnswer::text("a 1\n");
            }
            switch (kind) {
            case 0:
                return FakeAnswer::refused();
            case 1:
                return FakeAnswer::status(404, "Not Found");
            case 2:
                return FakeAnswer::after(9s, FakeAnswer::text("a 1\n"));
            case 3:
                return FakeAnswer::text("a 7\nb{ 2\n");
            case 4:
                return FakeAnswer::text("a 1\n", "text/html");
            default:
                return FakeAnswer::text("a 1\n", "");
            }
        });
        bench.start();
        bench.runScrapes(1);
        QCOMPARE(bench.target().state.health, scrape::Health::kUp);
        bench.run(16s);
        bench.runScrapes(1);
        QCOMPARE(bench.values("a").substr(0, 9), "1 stale 1");
        QCOMPARE(bench.values("up").substr(0, 5), "1 0 1");
    }

    void theErrorStaysOnTheTarget() {
        Bench bench;
        bench.serve("good 1\nbad{ 2\n");
        bench.start();
        bench.runScrapes(1);
        const auto state = bench.target().state;
        QCOMPARE(state.health, scrape::Health::kDown);
        QVERIFY2(state.lastError.contains("line 2"), state.lastError.c_str());
        QCOMPARE(bench.values("scrape_samples_scraped"), "1");
        QCOMPARE(bench.values("good"), "");
    }

    void anEmptyBodyIsAGoodScrapeOfNothing() {
        Bench bench;
        bench.serve([n = 0](const auto&) mutable { return FakeAnswer::text(++n == 1 ? "a 1\n" : "", "x/y;;"); });
        bench.options.fallbackProtocol = scrape::ScrapeProtocol::kPrometheusText004;
        bench.start();
        bench.runScrapes(2);
        QCOMPARE(bench.values("a"), "1 stale");
        QCOMPARE(bench.values("up"), "1 1");
    }

    void overTheSampleLimitNothingIsKept() {
        Bench bench;
        bench.options.limits.samples = 2;
        bench.options.extraScrapeMetrics = true;
        bench.serve([n = 0](const auto&) mutable {
            return FakeAnswer::text(++n == 2 ? "a 1\nb 2\nc 3\nd 4\n" : "a 1\nb 2\n");
        });
        bench.start();
        bench.runScrapes(2);
        QCOMPARE(bench.values("a"), "1 stale");
        QCOMPARE(bench.values("c"), "");
        QCOMPARE(bench.target().state.lastError, "sample limit exceeded");
        QCOMPARE(bench.values("scrape_samples_scraped"), "2 4");
        QCOMPARE(bench.values("scrape_samples_post_metric_relabeling"), "2 4");
        QCOMPARE(bench.values("scrape_sample_limit"), "2 2");
        QCOMPARE(bench.counter("prometheus_target_scrapes_exceeded_sample_limit_total"), 1.0);
    }

    void overTheBodyLimitTheScrapeFails() {
        Bench bench;
        bench.options.limits.bodyBytes = 4;
        bench.options.extraScrapeMetrics = true;
        bench.serve("abcdef 1\n");
        bench.start();
        bench.runScrapes(1);
        QCOMPARE(bench.target().state.lastError, "body size limit exceeded");
        QCOMPARE(bench.values("scrape_body_size_bytes"), "-1");
        QCOMPARE(bench.counter("prometheus_target_scrapes_exceeded_body_size_limit_total"), 1.0);
    }

    void overTheTargetLimitNobodyIsAsked() {
        Bench bench;
        bench.options.limits.targets = 1;
        int asked = 0;
        bench.serve([&](const auto&) {
            ++asked;
            return FakeAnswer::text("a 1\n");
        });
        bench.pools->apply({bench.options});
        bench.setTargets({"h:1", "h:2"});
        bench.runScrapes(1);
        QCOMPARE(asked, 0);
        QCOMPARE(bench.target().state.lastError, "target_limit exceeded (number of targets: 2, limit: 1)");
        bench.setTargets({"h:1"});
        bench.runScrapes(1);
        QCOMPARE(asked, 1);
    }

    void metricRelabellingDropsAndRenames() {
        Bench bench;
        model::RelabelRule drop;
        drop.sourceLabels = {"__name__"};
        drop.regex = model::Regex::create("secret.*").value();
        drop.action = model::RelabelAction::kDrop;
        bench.options.metricRelabelRules = {drop};
        bench.serve("secret_a 1\nopen 2\n");
        bench.start();
        bench.runScrapes(2);
        QCOMPARE(bench.values("open"), "2 2");
        QCOMPARE(bench.values("secret_a"), "");
        QCOMPARE(bench.values("scrape_samples_scraped"), "2 2");
        QCOMPARE(bench.values("scrape_samples_post_metric_relabeling"), "1 1");
    }

    void aSeriesTwiceInOneScrapeCountsOnce() {
        Bench bench;
        bench.serve("a{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 5\na{x=\"1\",y=\"2\"} 6\n");
        bench.start();
        bench.runScrapes(2);
        QCOMPARE(bench.storage.values(R"(a{instance="h:1", job="j", x="1", y="2"})"), "1 1");
        QCOMPARE(bench.values("up"), "1 1");
        QCOMPARE(bench.counter("prometheus_target_scrapes_sample_duplicate_timestamp_total"), 4.0);
    }

    void exposedTimesAreHonoured() {
        Bench bench;
        bench.serve([n = 0](const auto&) mutable {
            return FakeAnswer::text(++n == 2 ? "b 1\n" : fmt::format("a 1 {}\nb 1\n", 1'700'000'000'000 + n));
        });
        bench.start();
        bench.runScrapes(3);
        // No stale marker: series that state their time are not tracked.
        QCOMPARE(bench.storage.samples(R"(a{instance="h:1", job="j"})"), "1700000000001:1 1700000000003:1");
    }

    void timesFarAheadAreOutOfBounds() {
        Bench bench;
        bench.serve("a 1 1900000000000\nb 2\n");
        bench.start();
        bench.runScrapes(1);
        QCOMPARE(bench.values("a"), "");
        QCOMPARE(bench.values("b"), "2");
        QCOMPARE(bench.counter("prometheus_target_scrapes_sample_out_of_bounds_total"), 1.0);
    }

    void aRemovedTargetIsMarkedAtItsNextTick() {
        Bench bench;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(2);
        bench.setTargets({});
        bench.run(20s);
        QCOMPARE(bench.values("a"), "1 1");
        bench.run(12s);
        QCOMPARE(bench.values("a"), "1 1 stale");
        QCOMPARE(bench.values("up"), "1 1 stale");
        const auto text = bench.storage.samples(R"(a{instance="h:1", job="j"})");
        const auto first = std::stoll(text);
        QVERIFY2(text.ends_with(fmt::format(" {}:stale", first + 20'000)), text.c_str());
        QVERIFY(bench.pools->targets().empty());
    }

    /// A storage that takes late samples would cut the series off in the middle.
    void markersAreNotWrittenBeforeNewerSamples() {
        Bench bench;
        bench.storage.takesOutOfOrder = true;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(2);
        bench.serve("b 1\n"); // a vanishes
        bench.appendElsewhere("a", 7, 1h);
        bench.appendElsewhere("up", 7, 1h);
        bench.runScrapes(1);
        QCOMPARE(bench.values("a"), "1 1 7");
        bench.setTargets({});
        bench.run(32s);
        QVERIFY2(!bench.values("up").contains("stale"), bench.values("up").c_str());
        QCOMPARE(bench.values("b"), "1 stale");
    }

    void aTargetThatComesBackIsNotCutOff() {
        Bench bench;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(2);
        bench.setTargets({});
        bench.run(3s);
        bench.setTargets({"h:1"});
        bench.run(60s);
        QVERIFY2(!bench.values("a").contains("stale"), bench.values("a").c_str());
    }

    void aReloadOfTheIntervalKeepsTheCache() {
        Bench bench;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(1);
        const auto calls = bench.storage.seriesCalls();
        bench.options.interval = 20'000;
        bench.pools->apply({bench.options});
        bench.run(40s);
        QCOMPARE(bench.storage.seriesCalls(), calls);
        QCOMPARE(bench.values("a"), "1 1 1");
    }

    void aReloadOfRelabellingStartsAnewAndMarksWhatIsGone() {
        Bench bench;
        bench.serve("a 1\nb 2\n");
        bench.start();
        bench.runScrapes(1);
        model::RelabelRule drop;
        drop.sourceLabels = {"__name__"};
        drop.regex = model::Regex::create("b").value();
        drop.action = model::RelabelAction::kDrop;
        bench.options.metricRelabelRules = {drop};
        bench.pools->apply({bench.options});
        bench.runScrapes(1);
        QCOMPARE(bench.values("a"), "1 1");
        QCOMPARE(bench.values("b"), "2 stale");
    }

    void aSlowTargetMissesTicksButNeverRunsTwice() {
        Bench bench;
        bench.options.timeout = 10'000;
        bench.serve([](const auto&) { return FakeAnswer::after(9990ms, FakeAnswer::text("a 1\n")); });
        bench.start();
        bench.run(60s);
        QCOMPARE(bench.values("a").substr(0, 5), "1 1 1");
    }

    void ticksThatWereSleptThroughAreSkipped() {
        Bench bench;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(1);
        bench.clock.advance(1h);
        bench.runScrapes(2);
        const auto scrapes = bench.values("a");
        QVERIFY2(scrapes == "1 1 1" || scrapes == "1 1 1 1", scrapes.c_str());
    }

    void referencesThatTheStorageForgotAreResolvedAnew() {
        Bench bench;
        bench.serve("a 1\nb 2\n");
        bench.start();
        bench.runScrapes(1);
        bench.storage.forgetReferences();
        bench.runScrapes(1);
        QCOMPARE(bench.values("a"), "1 1");
        QCOMPARE(bench.values("up"), "1 1");
    }

    void aFullDiskIsATargetsErrorUntilItIsOver() {
        Bench bench;
        bench.serve("a 1\n");
        bench.start();
        bench.runScrapes(1);
        bench.storage.commitFailure = "no space left on device";
        bench.runScrapes(1);
        QCOMPARE(bench.target().state.lastError, "no space left on device");
        bench.storage.commitFailure.clear();
        bench.runScrapes(1);
        QCOMPARE(bench.values("a"), "1 1");
    }

    void metadataIsRemembered() {
        Bench bench;
        bench.serve("# HELP a What it is.\n# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n");
        bench.start();
        bench.runScrapes(2);
        auto all = bench.pools->metadata();
        std::ranges::sort(all, {}, [](const auto& entry) { return entry.family.metric; });
        QCOMPARE(all.size(), 2U);
        QCOMPARE(all[0].family.metadata.help, "What it is.");
        QCOMPARE(all[0].family.metadata.type, model::MetricType::kCounter);
        bench.serve("b 2\n");
        bench.runScrapes(12);
        QCOMPARE(bench.pools->metadata().size(), 0U);
    }

    /// Whatever a target does from one scrape to the next, remembering the scrape before comes to what reading
    /// everything anew comes to.
    void rememberingChangesNothing_data() {
        QTest::addColumn<std::vector<std::string>>("bodies");
        const auto row = [](const char* name, std::vector<std::string> bodies) { QTest::newRow(name) << bodies; };
        row("one byte of a label", {"a{x=\"1\"} 1\nb 2\n", "a{x=\"2\"} 1\nb 2\n", "a{x=\"1\"} 3\nb 4\n"});
        row("one byte of the name", {"metric_a 1\nmetric_b 2\n", "metric_a 1\nmetric_c 2\n"});
        row("a longer name", {"a 1\nb 2\n", "ab 1\nb 2\n", "a 1\nb{} 2\n"});
        row("labels in another order", {"a{x=\"1\",y=\"2\"} 1\nb 2\n", "a{y=\"2\",x=\"1\"} 2\nb 3\n"});
        row("lines in another order", {"a 1\nb 2\nc 3\n", "c 3\na 1\nb 2\n", "a 1\nb 2\nc 3\n"});
        row("lines that come and go", {"a 1\nb 2\n", "a 1\nnew 9\nb 2\n", "b 2\n", "a 5\nb 2\n"});
        row("the same line twice", {"a 1\na 1\nb 2\n", "a 1\na 2\nb 2\n", "a 1\nb 2\n"});
        row("NaN and stale", {"a NaN\nb 2\n", "a 1\nb NaN\n", "a +Inf\nb -Inf\n"});
        row("timestamps come and go", {"a 1 1000000000000\nb 2\n", "a 1\nb 2 1000000010000\n", "a 2 1\nb 3\n"});
        row("free blanks", {"a 1\nb 2\n", "a  1\nb\t2 \n", "  a 1\n\n\nb 2\n", "a 1\nb 2\n"});
        row("comments that change", {"# one\na 1\n# TYPE b gauge\nb 2\n", "# two\na 1\n# TYPE b counter\nb 2\n",
                                     "a 1\nb 2\n", "# TYPE b gauge\n# HELP b x\na 1\nb 2\n"});
        row("a type that makes another series", {"# TYPE h histogram\nh_bucket{le=\"1\"} 1\n",
                                                 "# TYPE h histogram\nnew{le=\"1\"} 2\nh_bucket{le=\"1\"} 1\n",
                                                 "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"2\"} 1\n"});
        row("a truncated body", {"a 1\nb 2\nc 3\n", "a 1\nb 2\nc", "a 1\nb 2\nc 3\n", "a 1\nb 2\nc 3"});
        row("damage in the middle", {"a 1\nb 2\nc 3\n", "a 1\nb x\nc 3\n", "a 1\nb 2\nc 3\n"});
        row("nothing at all", {"a 1\nb 2\n", "", "a 1\nb 2\n"});
    }
    void rememberingChangesNothing() {
        QFETCH(std::vector<std::string>, bodies);
        for (const bool honorTimestamps : {true, false}) {
            for (const std::uint64_t limit : {0U, 2U}) {
                Bench remembering;
                Bench forgetting;
                for (auto* bench : {&remembering, &forgetting}) {
                    bench->options.honorTimestamps = honorTimestamps;
                    bench->options.limits.samples = limit;
                    bench->start();
                }
                for (const auto& body : bodies) {
                    for (auto* bench : {&remembering, &forgetting}) {
                        bench->serve(body);
                        bench->runScrapes(1);
                    }
                    forgetting.toggleRelabelling(); // resolves everything anew
                }
                QCOMPARE(remembering.everything(), forgetting.everything());
            }
        }
    }

    void aScrapeLikeTheLastResolvesNothing() {
        Bench bench;
        bench.options.protocols = {scrape::ScrapeProtocol::kOpenMetrics100};
        const std::string body =
            "# HELP a x\n# TYPE a counter\na_total 1 # {id=\"7\"} 1\n# TYPE b gauge\nb 2 1.5\n# EOF\n";
        bench.serve([&](const auto&) { return FakeAnswer::text(body, "application/openmetrics-text; version=1.0.0"); });
        bench.start();
        bench.runScrapes(1);
        const auto resolved = bench.storage.seriesCalls();
        bench.runScrapes(3);
        QCOMPARE(bench.storage.seriesCalls(), resolved);
        QCOMPARE(bench.values("scrape_series_added"), std::string("2 0 0 0"));
    }

    void familiesAreKeptWhileTheirCommentsAreSkipped() {
        Bench bench;
        bench.serve("# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n");
        bench.start();
        bench.runScrapes(30);
        QCOMPARE(bench.pools->metadata().size(), 2U);
        bench.serve("# TYPE a counter\na 1\nb 2\n");
        bench.runScrapes(9);
        QCOMPARE(bench.pools->metadata().size(), 2U); // kept for ten more scrapes
        bench.runScrapes(3);
        QCOMPARE(bench.pools->metadata().size(), 1U);
        bench.serve("# TYPE a counter\na 1\n# TYPE c gauge\nc 2\n");
        bench.runScrapes(2);
        QCOMPARE(bench.pools->metadata().size(), 2U);
    }

    void exemplarsAreStored() {
        Bench bench;
        bench.serveOpenMetrics(
            "a_total 1 # {id=\"7\"} 0.5 1.5\n# TYPE b histogram\nb_bucket{le=\"1\"} 2 # {id=\"8\"} 0.25\nc 1\n");
        bench.start();
        bench.runScrapes(1);
        const auto stated = bench.exemplars("a_total");
        QCOMPARE(stated.size(), 1U);
        QCOMPARE(stated[0].labels.toString(), std::string("{id=\"7\"}"));
        QCOMPARE(stated[0].value, 0.5);
        QCOMPARE(stated[0].time, 1'500);
        const auto unstated = bench.exemplars("b_bucket", "le=\"1.0\"");
        QCOMPARE(unstated.size(), 1U);
        QCOMPARE(unstated[0].time, *bench.target().state.lastScrape); // that of its sample
    }

    void anExemplarThatCameBeforeIsNothingToReport() {
        Bench bench;
        bench.serveOpenMetrics("a_total 1 # {id=\"7\"} 0.5 1.5\n");
        bench.start();
        bench.runScrapes(3);
        QCOMPARE(bench.exemplars("a_total").size(), 1U);
        QCOMPARE(bench.counter("prometheus_target_scrapes_exemplar_out_of_order_total"), 0);
        QCOMPARE(bench.values("up"), std::string("1 1 1"));
    }

    void exemplarsOutOfOrderAreCounted() {
        Bench bench;
        bench.serveOpenMetrics("a_total 1 # {id=\"7\"} 0.5 1.5\n");
        bench.start();
        bench.runScrapes(1);
        bench.serveOpenMetrics("a_total 2 # {id=\"6\"} 0.5 1.0\n");
        bench.runScrapes(1);
        QCOMPARE(bench.exemplars("a_total").size(), 1U);
        QCOMPARE(bench.counter("prometheus_target_scrapes_exemplar_out_of_order_total"), 1);
        QCOMPARE(bench.values("a_total"), std::string("1 2"));
        QCOMPARE(bench.values("up"), std::string("1 1"));
    }

    void droppedSeriesKeepNoExemplars() {
        Bench bench;
        model::RelabelRule rule;
        rule.action = model::RelabelAction::kDrop;
        rule.sourceLabels = {"__name__"};
        rule.regex = model::Regex::create("a_.*").value();
        bench.options.metricRelabelRules = {rule};
        bench.serveOpenMetrics("a_total 1 # {id=\"7\"} 0.5 1.5\nb_total 1 # {id=\"7\"} 0.5 1.5\n");
        bench.start();
        bench.runScrapes(2);
        QCOMPARE(bench.exemplars("b_total").size(), 1U);
        QCOMPARE(bench.storage.seriesNames().size(), 6U); // b_total and the report
    }

    void theRequestSaysWhatItWants() {
        Bench bench;
        bench.options.protocols = {scrape::ScrapeProtocol::kOpenMetrics100, scrape::ScrapeProtocol::kPrometheusText004};
        http::ClientRequest seen;
        bench.serve([&](const http::ClientRequest& request) {
            seen.headers = request.headers;
            seen.timeout = request.timeout;
            return FakeAnswer::text("");
        });
        bench.start();
        bench.runScrapes(1);
        QCOMPARE(http::headerValue(seen.headers, "accept"),
                 "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                 "text/plain;version=0.0.4;q=0.5,*/*;q=0.4");
        QCOMPARE(http::headerValue(seen.headers, "x-prometheus-scrape-timeout-seconds"), "5");
        QCOMPARE(seen.timeout.count(), 5'000);
    }
};

QTEST_GUILESS_MAIN(TestLoop)
#include "test_loop.moc"
