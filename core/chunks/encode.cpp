// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/encode.h"

#include <utility>

#include "chunks/chunk_cut.h"
#include "chunks/histogram_chunk.h"
#include "chunks/xor_encoder.h"

namespace hearth::chunks {
namespace {

/// A run of floats.
class FloatRun {
  public:
    explicit FloatRun(std::vector<EncodedChunk>& out)
        : m_out(out) {}

    void append(model::TimestampMs time, double value) {
        if (m_chunk.count() == kTargetSamples) {
            close();
        }
        if (m_chunk.count() == 0) {
            m_begin = time;
        }
        m_chunk.append(time, value);
    }
    void close() {
        if (m_chunk.count() > 0) {
            m_out.push_back({Encoding::kXor, m_begin, m_chunk.lastTime(), m_chunk.count(), m_chunk.payload()});
            m_chunk = {};
        }
    }

  private:
    std::vector<EncodedChunk>& m_out;
    XorChunk m_chunk;
    model::TimestampMs m_begin = 0;
};

/// A run of histograms of one kind.
template <class Value>
class HistogramRun {
  public:
    explicit HistogramRun(std::vector<EncodedChunk>& out)
        : m_out(out) {}

    void append(model::TimestampMs time, const Value& histogram) {
        if (m_open && m_chunk.count() == kTargetSamples) {
            close();
        }
        auto header = headerFor(histogram.hint); // a chunk that was cut for its size says nothing of the one before
        if (m_open) {
            const auto next = m_chunk.append(time, histogram);
            if (!next) {
                return;
            }
            close();
            header = *next;
        }
        m_chunk.begin(time, histogram, header);
        m_open = true;
    }
    void close() {
        if (m_open) {
            m_out.push_back({m_chunk.encoding(), m_chunk.firstTime(), m_chunk.lastTime(), m_chunk.count(),
                             std::string(m_chunk.payload())});
            m_open = false;
        }
    }

  private:
    std::vector<EncodedChunk>& m_out;
    BasicHistogramChunk<Value> m_chunk;
    bool m_open = false;
};

class Encoder {
  public:
    void append(model::TimestampMs time, double value) {
        m_histograms.close();
        m_floatHistograms.close();
        m_floats.append(time, value);
    }
    void append(model::TimestampMs time, const std::shared_ptr<const model::Histogram>& histogram) {
        m_floats.close();
        m_floatHistograms.close();
        m_histograms.append(time, *histogram);
    }
    void append(model::TimestampMs time, const std::shared_ptr<const model::FloatHistogram>& histogram) {
        m_floats.close();
        m_histograms.close();
        m_floatHistograms.append(time, *histogram);
    }
    std::vector<EncodedChunk> finish() {
        m_floats.close();
        m_histograms.close();
        m_floatHistograms.close();
        return std::move(m_out);
    }

  private:
    std::vector<EncodedChunk> m_out;
    FloatRun m_floats{m_out};
    HistogramRun<model::Histogram> m_histograms{m_out};
    HistogramRun<model::FloatHistogram> m_floatHistograms{m_out};
};

} // namespace

std::vector<EncodedChunk> encode(const model::Columns& samples) {
    Encoder encoder;
    std::size_t next = 0; // of the floats
    const auto takeFloats = [&](model::TimestampMs before) {
        for (; next < samples.times.size() && samples.times[next] < before; ++next) {
            encoder.append(samples.times[next], samples.values[next]);
        }
    };
    for (const auto& sample : samples.histograms) {
        takeFloats(sample.time);
        std::visit([&](const auto& histogram) { encoder.append(sample.time, histogram); }, sample.value);
    }
    for (; next < samples.times.size(); ++next) {
        encoder.append(samples.times[next], samples.values[next]);
    }
    return encoder.finish();
}

} // namespace hearth::chunks
