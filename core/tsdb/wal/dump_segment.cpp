// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/dump_segment.h"

#include <fmt/format.h>
#include <vector>

#include "base/number_format.h"
#include "model/sample.h"
#include "tsdb/wal/segment_reader.h"

namespace hearth::tsdb::wal {
namespace {

std::string_view nameOf(RecordType type) {
    switch (type) {
    case RecordType::kSeries:
        return "series";
    case RecordType::kSamples:
        return "samples";
    case RecordType::kTombstones:
        return "tombstones";
    case RecordType::kExemplars:
        return "exemplars";
    case RecordType::kMmapMarkers:
        return "mmapmarkers";
    case RecordType::kMetadata:
        return "metadata";
    case RecordType::kHistograms:
        return "histogram_samples";
    case RecordType::kFloatHistograms:
        return "float_histogram_samples";
    case RecordType::kCustomHistograms:
        return "custom_buckets_histogram_samples";
    case RecordType::kCustomFloatHistograms:
        return "custom_buckets_float_histogram_samples";
    case RecordType::kSamplesV2:
        return "samples_v2";
    case RecordType::kHistogramsV2:
        return "histogram_samples_v2";
    case RecordType::kFloatHistogramsV2:
        return "float_histogram_samples_v2";
    }
    return "unknown";
}

std::string startText(model::TimestampMs start) {
    return start == 0 ? std::string() : fmt::format(" st {}", start);
}

void appendSpans(std::string& out, std::string_view name, const std::vector<model::HistogramSpan>& spans) {
    if (!spans.empty()) {
        out += name;
    }
    for (const auto& span : spans) {
        fmt::format_to(std::back_inserter(out), " {}+{}", span.offset, span.length);
    }
}

std::string numberText(std::int64_t value) {
    return fmt::to_string(value);
}
std::string numberText(std::uint64_t value) {
    return fmt::to_string(value);
}
std::string numberText(double value) {
    return floatText(value);
}

template <class Number>
void appendNumbers(std::string& out, const std::vector<Number>& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        out += (i == 0 ? " [" : " ") + numberText(numbers[i]);
    }
    out += numbers.empty() ? "" : "]";
}

template <class Value>
std::string storedText(const Value& histogram) {
    const auto& layout = histogram.layout;
    auto out = fmt::format("hint {} schema {} zero {}:{} count {} sum {}", static_cast<int>(histogram.hint),
                           layout.schema, floatText(layout.zeroThreshold), numberText(histogram.zeroCount),
                           numberText(histogram.count), floatText(histogram.sum));
    appendSpans(out, " positive", layout.positiveSpans);
    appendNumbers(out, histogram.positiveBuckets);
    appendSpans(out, " negative", layout.negativeSpans);
    appendNumbers(out, histogram.negativeBuckets);
    if (!layout.customBounds.empty()) {
        out += " custom";
        appendNumbers(out, layout.customBounds);
    }
    return out;
}

/// Decodes a record and says how many things are in it before it says what they are.
class RecordPrinter {
  public:
    RecordPrinter(std::string_view record, std::string_view place, const LineSink& line)
        : m_record(record)
        , m_place(place)
        , m_line(line) {}

    Result<void> print() {
        switch (typeOf(m_record)) {
        case RecordType::kSeries:
            return printAll<SeriesEntry>(decodeSeries, [](const auto& entry) { return toText(entry); });
        case RecordType::kSamples:
        case RecordType::kSamplesV2:
            return printSamples();
        case RecordType::kTombstones:
            return printAll<TombstoneEntry>(decodeTombstones, [](const auto& entry) { return toText(entry); });
        case RecordType::kExemplars:
            return printAll<ExemplarEntry>(decodeExemplars, [](const auto& entry) { return toText(entry); });
        case RecordType::kMmapMarkers:
            return printAll<MmapMarker>(decodeMmapMarkers, [](const MmapMarker& entry) {
                return fmt::format("ref {} chunk {}:{}", entry.ref, entry.chunk >> 32U, entry.chunk & 0xffffffffU);
            });
        case RecordType::kMetadata:
            return printAll<MetadataEntry>(decodeMetadata, [](const MetadataEntry& entry) {
                return fmt::format("ref {} type {} unit \"{}\" help \"{}\"", entry.ref,
                                   model::metricTypeText(entry.metadata.type), entry.metadata.unit,
                                   entry.metadata.help);
            });
        case RecordType::kHistograms:
        case RecordType::kFloatHistograms:
        case RecordType::kCustomHistograms:
        case RecordType::kCustomFloatHistograms:
        case RecordType::kHistogramsV2:
        case RecordType::kFloatHistogramsV2:
            return printHistograms();
        }
        m_line(fmt::format("{} record of unknown type {}, {} bytes", m_place, static_cast<unsigned>(typeOf(m_record)),
                           m_record.size()));
        return {};
    }

  private:
    void printHead(std::size_t entries, std::string_view more = {}) {
        m_line(fmt::format("{} {}, {} entries, {} bytes{}", m_place, nameOf(typeOf(m_record)), entries, m_record.size(),
                           more));
    }

    template <class Entry, class Decode, class Text>
    Result<void> printAll(Decode decode, Text text) {
        std::vector<Entry> entries;
        auto result = decode(m_record, entries);
        printHead(entries.size());
        for (const auto& entry : entries) {
            m_line("  " + text(entry));
        }
        return result;
    }

    Result<void> printSamples() {
        std::vector<storage::RefSample> samples;
        std::vector<model::TimestampMs> starts;
        auto result = decodeSamples(m_record, samples, &starts);
        printHead(samples.size());
        for (std::size_t i = 0; i < samples.size(); ++i) {
            m_line(fmt::format("  ref {} t {}{} v {}", samples[i].ref, samples[i].time, startText(starts[i]),
                               floatText(samples[i].value)));
        }
        return result;
    }

    Result<void> printHistograms() {
        std::vector<storage::RefHistogram> histograms;
        std::vector<model::TimestampMs> starts;
        std::uint64_t skipped = 0;
        auto result = decodeHistograms(m_record, histograms, skipped, &starts);
        printHead(histograms.size(), skipped == 0 ? "" : fmt::format(", {} not usable", skipped));
        for (std::size_t i = 0; i < histograms.size(); ++i) {
            m_line(fmt::format("  ref {} t {}{} {}", histograms[i].ref, histograms[i].time, startText(starts[i]),
                               toStoredText(histograms[i].value)));
        }
        return result;
    }

    const std::string_view m_record;
    const std::string_view m_place;
    const LineSink& m_line;
};

} // namespace

std::string floatText(double value) {
    if (model::isStale(value)) {
        return "stale";
    }
    std::string out;
    appendFloatGeneral(out, value);
    return out;
}

std::string toText(const SeriesEntry& entry) {
    return fmt::format("ref {} {}", entry.ref, labelsOf(entry).toString());
}

std::string toText(const ExemplarEntry& entry) {
    return fmt::format("ref {} t {} v {} {}", entry.ref, entry.time, floatText(entry.value),
                       labelsOf(entry).toString());
}

std::string toText(const TombstoneEntry& entry) {
    return fmt::format("ref {} from {} to {}", entry.ref, entry.range.begin, entry.range.end);
}

std::string toStoredText(const model::HistogramValue& value) {
    return std::visit([](const auto& histogram) { return storedText(*histogram); }, value);
}

Result<void> printRecords(std::span<const std::byte> bytes, const LineSink& line,
                          const std::function<Result<void>(std::string_view, std::string_view)>& print) {
    SegmentReader reader(bytes);
    for (;;) {
        const auto begin = reader.goodBytes();
        if (!HEARTH_TRY(reader.next())) {
            break;
        }
        const auto place = fmt::format("@{}", begin);
        if (auto result = print(reader.record(), place); !result) {
            return std::unexpected(std::move(result).error().withContext(place));
        }
    }
    if (reader.torn()) {
        line(fmt::format("@{} the segment ends within a record", reader.goodBytes()));
    }
    return {};
}

Result<void> printSegment(std::span<const std::byte> bytes, const LineSink& line) {
    return printRecords(bytes, line, [&](std::string_view record, std::string_view place) {
        return RecordPrinter(record, place, line).print();
    });
}

} // namespace hearth::tsdb::wal
