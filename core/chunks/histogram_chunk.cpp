// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/histogram_chunk.h"

#include <type_traits>
#include <utility>

#include "chunks/bit_reader.h"
#include "chunks/bit_writer.h"
#include "chunks/histogram_code.h"
#include "chunks/histogram_decoder.h"
#include "chunks/histogram_fit.h"
#include "chunks/layout_code.h"
#include "chunks/start_time.h"

namespace hearth::chunks {
namespace {

using model::CounterResetHint;

template <class Value>
constexpr bool kIsFloat = std::is_same_v<Value, model::FloatHistogram>;

/// Whether a histogram may join a chunk, and what is known of a counter reset between them.
struct Verdict {
    bool fits = false;
    CounterResetHeader header = CounterResetHeader::kUnknown;
    BucketFit positive;
    BucketFit negative;
};

template <class Value>
Value staleMarker(const Value& histogram) {
    Value marker;
    marker.sum = histogram.sum;
    return marker;
}

template <class Value>
bool sameBounds(const Value& a, const Value& b) {
    return a.layout.schema != model::kCustomBucketsSchema || a.layout.customBounds == b.layout.customBounds;
}

template <class Value>
bool sameScale(const Value& a, const Value& b) {
    return a.layout.schema == b.layout.schema && a.layout.zeroThreshold == b.layout.zeroThreshold;
}

/// Whether `next` may follow `last` in a chunk of counters.
template <class Value>
Verdict judgeCounter(const Value& last, const Value& next) {
    constexpr Verdict kReset{.header = CounterResetHeader::kReset};
    constexpr Verdict kUnknown{.header = CounterResetHeader::kUnknown};
    if (next.hint == CounterResetHint::kReset) {
        return kReset;
    }
    if (model::isStale(next)) {
        return {.fits = true, .header = CounterResetHeader::kNotReset};
    }
    if (model::isStale(last)) {
        return kUnknown;
    }
    if (next.count < last.count) {
        return kReset;
    }
    if (!sameScale(last, next)) {
        return kUnknown;
    }
    if (!sameBounds(last, next) || next.zeroCount < last.zeroCount) {
        return kReset;
    }
    Verdict verdict{.fits = true, .header = CounterResetHeader::kNotReset};
    const auto& have = last.layout;
    const auto& come = next.layout;
    verdict.positive = fitCounts(have.positiveSpans, last.positiveBuckets, come.positiveSpans, next.positiveBuckets);
    if (verdict.positive.reset) {
        return kReset;
    }
    verdict.negative = fitCounts(have.negativeSpans, last.negativeBuckets, come.negativeSpans, next.negativeBuckets);
    return verdict.negative.reset ? kReset : verdict;
}

/// The same for gauges.
template <class Value>
Verdict judgeGauge(const Value& last, const Value& next) {
    if (model::isStale(next)) {
        return {.fits = true};
    }
    if (model::isStale(last) || !sameScale(last, next) || !sameBounds(last, next)) {
        return {};
    }
    return {.fits = true,
            .positive = fitSpans(last.layout.positiveSpans, next.layout.positiveSpans),
            .negative = fitSpans(last.layout.negativeSpans, next.layout.negativeSpans)};
}

} // namespace

CounterResetHeader headerFor(model::CounterResetHint hint) {
    switch (hint) {
    case CounterResetHint::kGauge:
        return CounterResetHeader::kGauge;
    case CounterResetHint::kReset:
        return CounterResetHeader::kReset;
    default:
        return CounterResetHeader::kUnknown;
    }
}

template <class Value>
struct BasicHistogramChunk<Value>::State {
    bool withStartTimes = false;
    CounterResetHeader header = CounterResetHeader::kUnknown;
    std::size_t count = 0;
    model::TimestampMs firstTime = 0;
    model::TimestampMs lastTime = 0;
    Value last; ///< Its layout is the chunk's; its buckets those before a stale marker.
    BitWriter bits;
    StepColumn times;
    HistogramWriter<Value> writer;
    StartTimeWriter starts;

    bool isGauge() const { return header == CounterResetHeader::kGauge; }
    Verdict judge(const Value& next) const;
    void putFirst(model::TimestampMs time, const Value& histogram, model::TimestampMs startTime);
    void putNext(model::TimestampMs time, const Value& histogram, model::TimestampMs startTime);
    void finishSample(model::TimestampMs time, model::TimestampMs startTime);
    void recode(const Spans& positive, const Spans& negative);
};

template <class Value>
Verdict BasicHistogramChunk<Value>::State::judge(const Value& next) const {
    const auto nextIsGauge = next.hint == CounterResetHint::kGauge;
    if (nextIsGauge != isGauge()) {
        return {.header = nextIsGauge ? CounterResetHeader::kGauge : CounterResetHeader::kNotReset};
    }
    if (!nextIsGauge) {
        return judgeCounter(last, next);
    }
    auto verdict = judgeGauge(last, next);
    verdict.header = CounterResetHeader::kGauge;
    return verdict;
}

template <class Value>
void BasicHistogramChunk<Value>::State::putFirst(model::TimestampMs time, const Value& histogram,
                                                 model::TimestampMs startTime) {
    count = 0;
    firstTime = time;
    lastTime = time;
    times = {};
    starts = {};
    last = model::isStale(histogram) ? staleMarker(histogram) : histogram;
    bits.clear();
    bits.put(0, 8 * kHistogramHeaderBytes);
    putLayout(last.layout, bits);
    bits.putVarbitInt(time);
    writer.first(last, bits);
    finishSample(time, startTime);
}

template <class Value>
void BasicHistogramChunk<Value>::State::putNext(model::TimestampMs time, const Value& histogram,
                                                model::TimestampMs startTime) {
    times.put(static_cast<std::uint64_t>(time), static_cast<std::uint64_t>(lastTime), bits);
    if (model::isStale(histogram)) {
        writer.stale(histogram.sum, last, bits);
        last.count = 0;
        last.zeroCount = 0;
        last.sum = histogram.sum;
    } else {
        writer.next(histogram, last, bits);
        last.count = histogram.count;
        last.zeroCount = histogram.zeroCount;
        last.sum = histogram.sum;
        last.positiveBuckets = histogram.positiveBuckets;
        last.negativeBuckets = histogram.negativeBuckets;
    }
    finishSample(time, startTime);
}

template <class Value>
void BasicHistogramChunk<Value>::State::finishSample(model::TimestampMs time, model::TimestampMs startTime) {
    if (withStartTimes) {
        starts.put(count, time, lastTime, startTime, bits);
    }
    lastTime = time;
    ++count;
    const auto reset = static_cast<std::uint8_t>(header);
    const auto high = static_cast<std::uint8_t>(count >> 8U);
    bits.setByte(0, withStartTimes ? high | reset : high);
    bits.setByte(1, static_cast<std::uint8_t>(count));
    bits.setByte(2, withStartTimes ? starts.header() : reset);
}

/// Codes all samples anew into wider spans; no stale marker is among them, because nothing follows one.
template <class Value>
void BasicHistogramChunk<Value>::State::recode(const Spans& positive, const Spans& negative) {
    const auto old = std::exchange(bits, {}).bytes();
    const auto samples = count;
    const auto startsHeader = starts.header();
    const auto narrow = last.layout;
    BitReader reader(std::as_bytes(std::span(old)).subspan(kHistogramHeaderBytes));
    auto layout = takeLayout(reader).value(); // our own bytes
    HistogramReader<Value> histograms(std::move(layout));
    StartTimeReader startTimes(withStartTimes ? startsHeader : 0);
    StepColumn steps;
    std::uint64_t time = 0;
    for (std::size_t i = 0; i < samples; ++i) {
        const auto before = static_cast<model::TimestampMs>(time);
        time = i == 0 ? static_cast<std::uint64_t>(reader.takeVarbitInt()) : steps.next(time, reader);
        i == 0 ? histograms.first(reader) : histograms.next(reader);
        const auto now = static_cast<model::TimestampMs>(time);
        startTimes.next(i, now, before, reader);
        auto wide = histograms.histogram();
        wide.positiveBuckets = widen(narrow.positiveSpans, wide.positiveBuckets, positive);
        wide.negativeBuckets = widen(narrow.negativeSpans, wide.negativeBuckets, negative);
        wide.layout.positiveSpans = positive;
        wide.layout.negativeSpans = negative;
        i == 0 ? putFirst(now, wide, startTimes.start()) : putNext(now, wide, startTimes.start());
    }
}

template <class Value>
BasicHistogramChunk<Value>::BasicHistogramChunk(bool withStartTimes)
    : m_state(std::make_unique<State>()) {
    m_state->withStartTimes = withStartTimes;
}

template <class Value>
BasicHistogramChunk<Value>::BasicHistogramChunk(BasicHistogramChunk&&) noexcept = default;
template <class Value>
BasicHistogramChunk<Value>& BasicHistogramChunk<Value>::operator=(BasicHistogramChunk&&) noexcept = default;
template <class Value>
BasicHistogramChunk<Value>::~BasicHistogramChunk() = default;

template <class Value>
void BasicHistogramChunk<Value>::begin(model::TimestampMs time, const Value& histogram, CounterResetHeader header,
                                       model::TimestampMs startTime) {
    m_state->header = header;
    m_state->putFirst(time, histogram, startTime);
}

template <class Value>
std::optional<CounterResetHeader> BasicHistogramChunk<Value>::append(model::TimestampMs time, const Value& histogram,
                                                                     model::TimestampMs startTime) {
    auto& state = *m_state;
    const auto verdict = state.judge(histogram);
    if (!verdict.fits) {
        // Prometheus knows less of float histograms: only that there was a reset.
        const auto told = verdict.header != CounterResetHeader::kNotReset || !kIsFloat<Value>;
        return told ? verdict.header : CounterResetHeader::kUnknown;
    }
    if (!verdict.positive.sampleLacks && !verdict.negative.sampleLacks && !verdict.positive.chunkLacks &&
        !verdict.negative.chunkLacks) {
        state.putNext(time, histogram, startTime);
        return std::nullopt;
    }
    const auto chunkLacks = verdict.positive.chunkLacks || verdict.negative.chunkLacks;
    const auto sampleLacks = verdict.positive.sampleLacks || verdict.negative.sampleLacks;
    auto wide = histogram;
    auto& spans = wide.layout;
    const auto& have = state.last.layout;
    // Which spelling of equal spans is written is Prometheus's choice, and so is this order of cases.
    if (sampleLacks && !chunkLacks) {
        spans.positiveSpans = have.positiveSpans;
        spans.negativeSpans = have.negativeSpans;
    } else if (sampleLacks) {
        const auto both = state.isGauge();
        if (both || verdict.positive.sampleLacks) {
            spans.positiveSpans = unite(have.positiveSpans, histogram.layout.positiveSpans);
        }
        if (both || verdict.negative.sampleLacks) {
            spans.negativeSpans = unite(have.negativeSpans, histogram.layout.negativeSpans);
        }
    }
    if (sampleLacks) {
        wide.positiveBuckets = widen(histogram.layout.positiveSpans, histogram.positiveBuckets, spans.positiveSpans);
        wide.negativeBuckets = widen(histogram.layout.negativeSpans, histogram.negativeBuckets, spans.negativeSpans);
    }
    if (chunkLacks) {
        state.recode(spans.positiveSpans, spans.negativeSpans);
    }
    state.putNext(time, wide, startTime);
    return std::nullopt;
}

template <class Value>
CounterResetHeader BasicHistogramChunk<Value>::continuationHeader(const Value& histogram) const {
    if (const auto stated = headerFor(histogram.hint); stated != CounterResetHeader::kUnknown) {
        return stated;
    }
    const auto header = m_state->judge(histogram).header;
    const auto told = header == CounterResetHeader::kReset || !kIsFloat<Value>;
    return told ? header : CounterResetHeader::kNotReset;
}

template <class Value>
Encoding BasicHistogramChunk<Value>::encoding() const {
    if constexpr (kIsFloat<Value>) {
        return m_state->withStartTimes ? Encoding::kFloatHistogramSt : Encoding::kFloatHistogram;
    }
    return m_state->withStartTimes ? Encoding::kHistogramSt : Encoding::kHistogram;
}

template <class Value>
CounterResetHeader BasicHistogramChunk<Value>::header() const {
    return m_state->header;
}

template <class Value>
std::size_t BasicHistogramChunk<Value>::count() const {
    return m_state->count;
}

template <class Value>
model::TimestampMs BasicHistogramChunk<Value>::firstTime() const {
    return m_state->firstTime;
}

template <class Value>
model::TimestampMs BasicHistogramChunk<Value>::lastTime() const {
    return m_state->lastTime;
}

template <class Value>
std::size_t BasicHistogramChunk<Value>::size() const {
    return m_state->bits.bytes().size();
}

template <class Value>
std::string_view BasicHistogramChunk<Value>::payload() const {
    return m_state->bits.bytes();
}

template class BasicHistogramChunk<model::Histogram>;
template class BasicHistogramChunk<model::FloatHistogram>;

} // namespace hearth::chunks
