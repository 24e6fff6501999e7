// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "scrape/series_cache.h"

using namespace hearth;
using scrape::SeriesCache;

namespace {

/// Walks `texts` as a scrape does; returns what vanished. New texts get the next reference.
struct Walker {
    SeriesCache cache;
    storage::SeriesRef next = 1;
    std::size_t resolved = 0;

    std::vector<storage::SeriesRef> walk(const std::vector<std::string>& texts, bool accept = true) {
        SeriesCache::Pass pass(cache);
        resolved = 0;
        for (const auto& text : texts) {
            if (!text.empty() && pass.expected() == text) {
                pass.takeExpected(true);
            } else if (const auto* known = pass.find(text)) {
                pass.add(text, known->ref, false, true);
            } else {
                ++resolved;
                pass.add(text, next++, false, true);
            }
        }
        auto vanished = pass.vanished();
        if (accept) {
            pass.accept();
        }
        return vanished;
    }
};

using Refs = std::vector<storage::SeriesRef>;

} // namespace

class TestSeriesCache : public QObject {
    Q_OBJECT

  private slots:
    void theSameLinesNeedNoResolving() {
        Walker walker;
        walker.walk({"a", "b", "c"});
        QCOMPARE(walker.resolved, 3U);
        QCOMPARE(walker.walk({"a", "b", "c"}), Refs{});
        QCOMPARE(walker.resolved, 0U);
    }

    void aMissingLineVanishesOnce() {
        Walker walker;
        walker.walk({"a", "b", "c"});
        QCOMPARE(walker.walk({"a", "c"}), Refs{2});
        QCOMPARE(walker.resolved, 0U);
        QCOMPARE(walker.walk({"a", "c"}), Refs{});
        QCOMPARE(walker.walk({"a"}), Refs{3});
        QCOMPARE(walker.walk({}), Refs{1});
    }

    void linesMayMoveAndAppear() {
        Walker walker;
        walker.walk({"a", "b", "c", "d"});
        QCOMPARE(walker.walk({"d", "new", "b", "c", "a"}), Refs{});
        QCOMPARE(walker.resolved, 1U);
        QCOMPARE(walker.walk({"d", "new", "b", "c", "a"}), Refs{});
        QCOMPARE(walker.resolved, 0U);
    }

    void aScrapeThatIsNotAcceptedChangesNothing() {
        Walker walker;
        walker.walk({"a", "b"});
        walker.walk({"x", "a"}, false);
        QCOMPARE(walker.walk({"a"}), Refs{2});
    }

    void afterAFailedScrapeNothingIsAlive() {
        Walker walker;
        walker.walk({"a", "b"});
        QCOMPARE(walker.cache.liveSeries(), (Refs{1, 2}));
        walker.cache.markedStale();
        QCOMPARE(walker.cache.liveSeries(), Refs{});
        QCOMPARE(walker.walk({"a"}), Refs{});
        QCOMPARE(walker.resolved, 0U);
    }

    void forgottenTextsStillOweTheirMarkers() {
        Walker walker;
        walker.walk({"a", "b"});
        walker.cache.forgetTexts();
        QCOMPARE(walker.walk({"z"}), (Refs{1, 2}));
    }

    void memoryIsSmall() {
        Walker walker;
        std::vector<std::string> texts;
        for (int i = 0; i < 1'000; ++i) {
            texts.push_back("http_request_duration_seconds_bucket{handler=\"/api/v1/query_range\",le=\"" +
                            std::to_string(1'000'000'000 + i) + "\",code=\"200\"}"); // 87 bytes
        }
        walker.walk(texts);
        const auto bytes = walker.cache.heapBytes() / texts.size();
        QVERIFY2(bytes - texts[0].size() <= 16, std::to_string(bytes).c_str());
    }
};

QTEST_GUILESS_MAIN(TestSeriesCache)
#include "test_series_cache.moc"
