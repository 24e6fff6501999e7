// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <set>

#include "scrape/fingerprint.h"
#include "scrape/series_cache.h"

using namespace hearth;
using scrape::SeriesCache;

namespace {

SeriesCache::Text textOf(const std::string& text) {
    return {scrape::fingerprint(text, 0), text.size()};
}

/// Walks `texts` as a scrape does; returns what vanished. New texts get the next reference; those that begin with '#'
/// are gaps.
struct Walker {
    SeriesCache cache;
    storage::SeriesRef next = 1;
    std::size_t resolved = 0;
    std::size_t gapsRead = 0;

    void walk(SeriesCache::Pass& pass, const std::string& raw) {
        const auto text = textOf(raw);
        const auto* expected = pass.expected();
        const bool isGap = raw.starts_with('#');
        if (expected != nullptr && expected->is(text)) {
            isGap ? pass.takeExpectedGap() : void(pass.takeExpected(true));
        } else if (isGap) {
            ++gapsRead;
            pass.addGap(text, 7);
        } else if (const auto* known = pass.find(text)) {
            pass.add(text, known->ref, false, true);
        } else {
            ++resolved;
            pass.add(text, next++, false, true);
        }
    }

    std::vector<storage::SeriesRef> walk(const std::vector<std::string>& texts, bool accept = true) {
        SeriesCache::Pass pass(cache);
        resolved = 0;
        gapsRead = 0;
        for (const auto& text : texts) {
            walk(pass, text);
        }
        auto vanished = pass.vanished();
        if (accept) {
            pass.accept(0);
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

    void gapsKeepTheirPlaceAndVanishUnnoticed() {
        Walker walker;
        walker.walk({"#1", "a", "#2", "b"});
        QCOMPARE(walker.gapsRead, 2U);
        QCOMPARE(walker.walk({"#1", "a", "#2", "b"}), Refs{});
        QCOMPARE(walker.gapsRead, 0U);
        QCOMPARE(walker.walk({"#1", "a", "#3", "b"}), Refs{});
        QCOMPARE(walker.gapsRead, 1U);
        QCOMPARE(walker.walk({"a", "b"}), Refs{});
        QCOMPARE(walker.walk({"#1"}), (Refs{1, 2}));
    }

    void aSeriesThatStandsTwiceVanishesOnce() {
        Walker walker;
        walker.walk({"a", "b", "a"});
        QCOMPARE(walker.resolved, 3U); // the caller's storage gives both one reference
        QCOMPARE(walker.walk({"a", "b", "a"}), Refs{});
        QCOMPARE(walker.resolved, 0U);
    }

    void manyLinesInAnotherOrderAreAllKnown() {
        Walker walker;
        std::vector<std::string> texts;
        for (int i = 0; i < 1'000; ++i) {
            texts.push_back("m{i=\"" + std::to_string(i) + "\"}");
        }
        walker.walk(texts);
        std::ranges::reverse(texts);
        QCOMPARE(walker.walk(texts), Refs{});
        QCOMPARE(walker.resolved, 0U);
        texts.erase(texts.begin(), texts.begin() + 500);
        QCOMPARE(walker.walk(texts).size(), 500U);
    }

    void aSeriesCostsTwentyBytes() {
        Walker walker;
        std::vector<std::string> texts;
        for (int i = 0; i < 1'000; ++i) {
            texts.push_back("http_request_duration_seconds_bucket{handler=\"/api/v1/query_range\",le=\"" +
                            std::to_string(1'000'000'000 + i) + "\",code=\"200\"}");
        }
        walker.walk(texts);
        QCOMPARE(walker.cache.heapBytes(), 20U * texts.size());
    }

    /// Each byte counts, and so does the size: every text of up to 100 bytes, with any one byte changed.
    void fingerprintsSeeEveryByte() {
        std::set<std::uint64_t> seen;
        std::size_t texts = 0;
        for (std::size_t size = 1; size <= 100; ++size) {
            std::string text(size, 'a');
            seen.insert(scrape::fingerprint(text, 0));
            seen.insert(scrape::fingerprint(text, 1));
            texts += 2;
            for (std::size_t i = 0; i < size; ++i) {
                for (const char other : {'b', '\0', '\xff'}) {
                    text[i] = other;
                    seen.insert(scrape::fingerprint(text, 0));
                    ++texts;
                }
                text[i] = 'a';
            }
        }
        QCOMPARE(seen.size(), texts);
    }
};

QTEST_GUILESS_MAIN(TestSeriesCache)
#include "test_series_cache.moc"
