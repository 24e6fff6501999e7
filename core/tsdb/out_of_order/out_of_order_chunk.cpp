// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/out_of_order/out_of_order_chunk.h"

#include <algorithm>
#include <utility>

namespace hearth::tsdb {
namespace {

/// Where a sample of `time` belongs; samples come mostly in order among themselves.
template <class Samples>
auto placeOf(Samples& samples, model::TimestampMs time) {
    if (samples.empty() || samples.back().time < time) {
        return samples.end();
    }
    return std::ranges::lower_bound(samples, time, {}, [](const auto& sample) { return sample.time; });
}

template <class Samples>
bool contains(Samples& samples, model::TimestampMs time) {
    const auto place = placeOf(samples, time);
    return place != samples.end() && place->time == time;
}

} // namespace

bool OutOfOrderChunk::has(model::TimestampMs time) const {
    return contains(m_floats, time) || (m_histograms && contains(*m_histograms, time));
}

bool OutOfOrderChunk::insert(model::TimestampMs time, double value) {
    if (has(time)) {
        return false;
    }
    m_floats.insert(placeOf(m_floats, time), {time, value});
    return true;
}

bool OutOfOrderChunk::insert(model::TimestampMs time, model::HistogramValue value) {
    if (has(time)) {
        return false;
    }
    if (!m_histograms) {
        m_histograms = std::make_unique<std::vector<model::HistogramSample>>();
    }
    m_histograms->insert(placeOf(*m_histograms, time), {time, std::move(value)});
    return true;
}

std::size_t OutOfOrderChunk::size() const {
    return m_floats.size() + (m_histograms ? m_histograms->size() : 0);
}

model::TimeRange OutOfOrderChunk::range() const {
    model::TimeRange range{model::kMaxTimestamp, model::kMinTimestamp};
    const auto widen = [&range](const auto& samples) {
        if (!samples.empty()) {
            range.begin = std::min(range.begin, samples.front().time);
            range.end = std::max(range.end, samples.back().time);
        }
    };
    widen(m_floats);
    if (m_histograms) {
        widen(*m_histograms);
    }
    return range;
}

void OutOfOrderChunk::read(model::TimeRange range, model::Columns& out) const {
    for (const auto& sample : m_floats) {
        if (sample.time >= range.begin && sample.time <= range.end) {
            out.times.push_back(sample.time);
            out.values.push_back(sample.value);
        }
    }
    if (m_histograms) {
        for (const auto& sample : *m_histograms) {
            if (sample.time >= range.begin && sample.time <= range.end) {
                out.histograms.push_back(sample);
            }
        }
    }
}

std::vector<chunks::EncodedChunk> OutOfOrderChunk::encode(model::TimeRange range) const {
    model::Columns samples;
    read(range, samples);
    return chunks::encode(samples);
}

std::size_t OutOfOrderChunk::byteCount() const {
    auto bytes = sizeof(*this) + m_floats.capacity() * sizeof(FloatSample);
    if (m_histograms) {
        bytes += sizeof(*m_histograms) + m_histograms->capacity() * sizeof(model::HistogramSample);
    }
    return bytes;
}

} // namespace hearth::tsdb
