// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/histogram.h"
#include "model/labels.h"
#include "model/sample.h"
#include "remote/proto_reader.h"

/// The message of remote write 1.0 (https://prometheus.io/docs/specs/remote_write_spec/): prometheus.WriteRequest.
namespace hearth::remote {

/// Bounds of one request, so that a small message cannot become a large heap. Honest messages of the size that is
/// accepted stay below them.
inline constexpr std::size_t kMaxLabelsPerSeries = 10'000;
inline constexpr std::size_t kMaxSamplesPerRequest = 4'000'000;
inline constexpr std::size_t kMaxHistogramsPerRequest = 500'000;
inline constexpr std::size_t kMaxExemplarsPerRequest = 500'000;

/// An exemplar as sent; its labels as those of a series.
struct SentExemplar {
    std::vector<model::LabelView> labels;
    model::TimestampMs time = 0;
    double value = 0;
};

/// One series of a request. Views point into the message.
struct SentSeries {
    std::vector<model::LabelView> labels; ///< Sorted by name; perhaps double, empty, or not UTF-8.
    std::vector<model::Sample> samples;
    std::vector<model::HistogramSample> histograms; ///< Perhaps not valid.
    std::vector<SentExemplar> exemplars;

    void clear();
};

/// Walks the series of a message, one a call, in memory that is used again. What series() holds is valid until the next
/// call of next(). Metadata and unknown fields are passed over, as Prometheus's receiver does.
/// Threads: thread-compatible.
class WriteRequestReader {
  public:
    /// `message` must outlive the reader.
    explicit WriteRequestReader(std::string_view message)
        : m_message(message) {}

    /// Moves to the next series; false at the end. kInvalidArgument where the message is malformed, kLimit where it
    /// holds too much.
    Result<bool> next();
    const SentSeries& series() const { return m_series; }

  private:
    Result<void> readSeries(std::string_view message);

    ProtoReader m_message;
    SentSeries m_series;
    // So far.
    std::size_t m_samples = 0;
    std::size_t m_histograms = 0;
    std::size_t m_exemplars = 0;
};

} // namespace hearth::remote
