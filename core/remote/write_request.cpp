// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/write_request.h"

#include <algorithm>
#include <fmt/format.h>

#include "remote/sent_histogram.h"

namespace hearth::remote {
namespace {

// Field numbers of prompb/remote.proto and prompb/types.proto.
namespace field {
constexpr std::uint32_t kTimeSeries = 1; // WriteRequest
constexpr std::uint32_t kLabels = 1;     // TimeSeries; Exemplar
constexpr std::uint32_t kSamples = 2;
constexpr std::uint32_t kExemplars = 3;
constexpr std::uint32_t kHistograms = 4;
constexpr std::uint32_t kName = 1; // Label
constexpr std::uint32_t kLabelValue = 2;
constexpr std::uint32_t kSampleValue = 1; // Sample
constexpr std::uint32_t kSampleTime = 2;
constexpr std::uint32_t kExemplarValue = 2; // Exemplar
constexpr std::uint32_t kExemplarTime = 3;
} // namespace field

bool readLabel(std::string_view message, model::LabelView& label) {
    ProtoReader reader(message);
    while (reader.next()) {
        switch (reader.field()) {
        case field::kName:
            label.name = reader.bytes();
            break;
        case field::kLabelValue:
            label.value = reader.bytes();
            break;
        default:
            reader.skip();
        }
    }
    return reader.ok();
}

bool readSample(std::string_view message, model::Sample& sample) {
    ProtoReader reader(message);
    while (reader.next()) {
        switch (reader.field()) {
        case field::kSampleValue:
            sample.value = reader.float64();
            break;
        case field::kSampleTime:
            sample.time = reader.int64();
            break;
        default:
            reader.skip();
        }
    }
    return reader.ok();
}

void sortByName(std::vector<model::LabelView>& labels) {
    if (!std::ranges::is_sorted(labels, {}, &model::LabelView::name)) {
        std::ranges::stable_sort(labels, {}, &model::LabelView::name);
    }
}

bool readExemplar(std::string_view message, SentExemplar& exemplar) {
    ProtoReader reader(message);
    while (reader.next()) {
        switch (reader.field()) {
        case field::kLabels:
            if (exemplar.labels.size() == kMaxLabelsPerSeries ||
                !readLabel(reader.bytes(), exemplar.labels.emplace_back())) {
                reader.fail();
            }
            break;
        case field::kExemplarValue:
            exemplar.value = reader.float64();
            break;
        case field::kExemplarTime:
            exemplar.time = reader.int64();
            break;
        default:
            reader.skip();
        }
    }
    sortByName(exemplar.labels);
    return reader.ok();
}

std::unexpected<Error> tooMany(std::string_view what, std::size_t limit) {
    return fail(ErrorCode::kLimit, fmt::format("more than {} {}", limit, what));
}

std::unexpected<Error> malformed(std::string_view what) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("malformed protobuf message: {}", what));
}

} // namespace

void SentSeries::clear() {
    labels.clear();
    samples.clear();
    histograms.clear();
    exemplars.clear();
}

Result<bool> WriteRequestReader::next() {
    while (m_message.next()) {
        if (m_message.field() != field::kTimeSeries) {
            m_message.skip();
            continue;
        }
        m_series.clear();
        const auto message = m_message.bytes();
        if (m_message.ok()) {
            HEARTH_TRY(readSeries(message));
            return true;
        }
    }
    if (!m_message.ok()) {
        return malformed("WriteRequest");
    }
    return false;
}

Result<void> WriteRequestReader::readSeries(std::string_view message) {
    ProtoReader reader(message);
    while (reader.next()) {
        switch (reader.field()) {
        case field::kLabels:
            if (m_series.labels.size() == kMaxLabelsPerSeries) {
                return tooMany("labels in a series", kMaxLabelsPerSeries);
            }
            if (!readLabel(reader.bytes(), m_series.labels.emplace_back())) {
                return malformed("Label");
            }
            break;
        case field::kSamples:
            if (++m_samples > kMaxSamplesPerRequest) {
                return tooMany("samples in a request", kMaxSamplesPerRequest);
            }
            if (!readSample(reader.bytes(), m_series.samples.emplace_back())) {
                return malformed("Sample");
            }
            break;
        case field::kExemplars:
            if (++m_exemplars > kMaxExemplarsPerRequest) {
                return tooMany("exemplars in a request", kMaxExemplarsPerRequest);
            }
            if (!readExemplar(reader.bytes(), m_series.exemplars.emplace_back())) {
                return malformed("Exemplar");
            }
            break;
        case field::kHistograms:
            if (++m_histograms > kMaxHistogramsPerRequest) {
                return tooMany("histograms in a request", kMaxHistogramsPerRequest);
            }
            m_series.histograms.push_back(HEARTH_TRY(readSentHistogram(reader.bytes())));
            break;
        default:
            reader.skip();
        }
    }
    sortByName(m_series.labels);
    return reader.ok() ? Result<void>() : malformed("TimeSeries");
}

} // namespace hearth::remote
