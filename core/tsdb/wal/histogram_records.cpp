// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "model/histogram.h"
#include "tsdb/wal/record_coding.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb::wal {
namespace {

using model::FloatHistogram;
using model::Histogram;
using model::HistogramValue;

bool isFloatType(RecordType type) {
    return type == RecordType::kFloatHistograms || type == RecordType::kCustomFloatHistograms ||
           type == RecordType::kFloatHistogramsV2;
}

bool isCustomType(RecordType type) {
    return type == RecordType::kCustomHistograms || type == RecordType::kCustomFloatHistograms;
}

bool isFloat(const HistogramValue& value) {
    return std::holds_alternative<std::shared_ptr<const FloatHistogram>>(value);
}

bool isCustom(const HistogramValue& value) {
    return model::layoutOf(value).schema == model::kCustomBucketsSchema;
}

// --- one histogram, written

void writeSpans(ByteWriter& writer, const std::vector<model::HistogramSpan>& spans) {
    writer.uvarint(spans.size());
    for (const auto& span : spans) {
        writer.varint(span.offset);
        writer.uvarint(span.length);
    }
}

void writeFloats(ByteWriter& writer, const std::vector<double>& values) {
    writer.uvarint(values.size());
    for (const auto value : values) {
        writer.f64(value);
    }
}

void writeCounts(ByteWriter& writer, const Histogram& histogram) {
    writer.uvarint(histogram.zeroCount);
    writer.uvarint(histogram.count);
}
void writeCounts(ByteWriter& writer, const FloatHistogram& histogram) {
    writer.f64(histogram.zeroCount);
    writer.f64(histogram.count);
}

void writeBuckets(ByteWriter& writer, const std::vector<std::int64_t>& buckets) {
    writer.uvarint(buckets.size());
    for (const auto bucket : buckets) {
        writer.varint(bucket);
    }
}
void writeBuckets(ByteWriter& writer, const std::vector<double>& buckets) {
    writeFloats(writer, buckets);
}

template <class Value>
void write(ByteWriter& writer, const Value& histogram) {
    const auto& layout = histogram.layout;
    writer.u8(static_cast<std::uint8_t>(histogram.hint));
    writer.varint(layout.schema);
    writer.f64(layout.zeroThreshold);
    writeCounts(writer, histogram);
    writer.f64(histogram.sum);
    writeSpans(writer, layout.positiveSpans);
    writeSpans(writer, layout.negativeSpans);
    writeBuckets(writer, histogram.positiveBuckets);
    writeBuckets(writer, histogram.negativeBuckets);
    if (layout.schema == model::kCustomBucketsSchema) {
        writeFloats(writer, layout.customBounds);
    }
}

// --- one histogram, read

/// A number of parts of at least `bytesEach`: no more than there are bytes for.
std::size_t readCount(ByteReader& reader, std::size_t bytesEach) {
    const auto count = reader.uvarint();
    if (count > reader.remaining() / bytesEach) {
        reader.fail();
        return 0;
    }
    return static_cast<std::size_t>(count);
}

void readSpans(ByteReader& reader, std::vector<model::HistogramSpan>& out) {
    out.resize(readCount(reader, 2));
    for (auto& span : out) {
        span.offset = static_cast<std::int32_t>(reader.varint());
        span.length = static_cast<std::uint32_t>(reader.uvarint());
    }
}

void readBuckets(ByteReader& reader, std::vector<std::int64_t>& out) {
    out.resize(readCount(reader, 1));
    for (auto& bucket : out) {
        bucket = reader.varint();
    }
}
void readBuckets(ByteReader& reader, std::vector<double>& out) {
    out.resize(readCount(reader, sizeof(double)));
    for (auto& bucket : out) {
        bucket = reader.f64();
    }
}

void readCounts(ByteReader& reader, Histogram& out) {
    out.zeroCount = reader.uvarint();
    out.count = reader.uvarint();
}
void readCounts(ByteReader& reader, FloatHistogram& out) {
    out.zeroCount = reader.f64();
    out.count = reader.f64();
}

model::CounterResetHint hintFrom(std::uint8_t byte) {
    return byte > static_cast<std::uint8_t>(model::CounterResetHint::kGauge)
               ? model::CounterResetHint::kUnknown
               : static_cast<model::CounterResetHint>(byte);
}

template <class Value>
void read(ByteReader& reader, Value& out) {
    auto& layout = out.layout;
    out.hint = hintFrom(reader.u8());
    layout.schema = static_cast<std::int32_t>(reader.varint());
    layout.zeroThreshold = reader.f64();
    readCounts(reader, out);
    out.sum = reader.f64();
    readSpans(reader, layout.positiveSpans);
    readSpans(reader, layout.negativeSpans);
    readBuckets(reader, out.positiveBuckets);
    readBuckets(reader, out.negativeBuckets);
    if (layout.schema == model::kCustomBucketsSchema) {
        readBuckets(reader, layout.customBounds);
    }
}

/// Whether the parts fit each other. Schemas that may be read but not be written count as well.
template <class Value>
bool consistent(Value& histogram) {
    auto& schema = histogram.layout.schema;
    const auto stored = schema;
    if (stored != model::kCustomBucketsSchema) {
        schema = std::max(stored, model::kMinWritableSchema);
    }
    const bool valid = model::validate(histogram).has_value();
    schema = stored;
    return valid;
}

/// Reads one histogram; nothing where it cannot be used, though the record may go on.
template <class Value>
std::optional<HistogramValue> readUsable(ByteReader& reader) {
    auto histogram = std::make_shared<Value>();
    read(reader, *histogram);
    if (!reader.ok() || !model::reduceToKnownSchema(*histogram) || !consistent(*histogram)) {
        return std::nullopt;
    }
    return std::shared_ptr<const Value>(std::move(histogram));
}

std::optional<HistogramValue> readUsable(ByteReader& reader, bool isFloat) {
    return isFloat ? readUsable<FloatHistogram>(reader) : readUsable<Histogram>(reader);
}

// --- records

/// Where a record of histograms stands: heads of both forms.
class HeadReader {
  public:
    HeadReader(ByteReader& reader, bool isV2)
        : m_reader(reader)
        , m_isV2(isV2) {
        if (isV2) {
            m_ref = static_cast<std::uint64_t>(reader.varint());
            m_time = m_baseTime = reader.varint();
            m_start.readFirst(reader);
        } else {
            m_baseRef = reader.u64();
            m_baseTime = reader.i64();
        }
    }

    void next() {
        if (!m_isV2) {
            m_ref = refSum(m_baseRef, m_reader.varint());
            m_time = timeSum(m_baseTime, m_reader.varint());
        } else if (!m_first) {
            m_ref = refSum(m_ref, m_reader.varint());
            m_time = timeSum(m_baseTime, m_reader.varint());
            m_start.readNext(m_reader);
        }
        m_first = false;
    }
    std::uint64_t ref() const { return m_ref; }
    model::TimestampMs time() const { return m_time; }
    model::TimestampMs start() const { return m_start.current(); }

  private:
    ByteReader& m_reader;
    const bool m_isV2;
    bool m_first = true;
    std::uint64_t m_baseRef = 0;
    model::TimestampMs m_baseTime = 0;
    std::uint64_t m_ref = 0;
    model::TimestampMs m_time = 0;
    StartTimes m_start;
};

} // namespace

void encodeHistogram(std::string& record, const HistogramValue& value) {
    ByteWriter writer(record);
    std::visit([&](const auto& histogram) { write(writer, *histogram); }, value);
}

Result<HistogramValue> decodeHistogram(std::string_view& bytes, bool isFloat) {
    ByteReader reader(bytes);
    auto value = readUsable(reader, isFloat);
    if (!value) {
        return damagedRecord("histogram");
    }
    bytes.remove_prefix(reader.position());
    return *std::move(value);
}

bool encodeHistograms(std::string& record, RecordType type, std::span<const storage::RefHistogram> histograms) {
    // The base is the first of its kind, even where it goes into the other record: byte for byte as Prometheus.
    const storage::RefHistogram* base = nullptr;
    const auto begin = record.size();
    ByteWriter writer(record);
    bool any = false;
    for (const auto& entry : histograms) {
        if (isFloat(entry.value) != isFloatType(type)) {
            continue;
        }
        const bool belongs = isCustom(entry.value) == isCustomType(type);
        if (base == nullptr && (belongs || !isCustomType(type))) {
            base = &entry;
        }
        if (!belongs) {
            continue;
        }
        if (!any) {
            writer.u8(static_cast<std::uint8_t>(type));
            writer.u64(base->ref);
            writer.i64(base->time);
            any = true;
        }
        writer.varint(difference(entry.ref, base->ref));
        writer.varint(timeDifference(entry.time, base->time));
        encodeHistogram(record, entry.value);
    }
    if (!any) {
        record.resize(begin);
    }
    return any;
}

void encodeHistogramsV2(std::string& record, RecordType type, std::span<const storage::RefHistogram> histograms,
                        std::span<const model::TimestampMs> starts) {
    ByteWriter writer(record);
    writer.u8(static_cast<std::uint8_t>(type));
    StartTimes start;
    for (std::size_t i = 0; i < histograms.size(); ++i) {
        const auto& entry = histograms[i];
        const auto startTime = starts.empty() ? 0 : starts[i];
        if (i == 0) {
            writer.varint(static_cast<std::int64_t>(entry.ref));
            writer.varint(entry.time);
            start.writeFirst(writer, startTime);
        } else {
            writer.varint(difference(entry.ref, histograms[i - 1].ref));
            writer.varint(timeDifference(entry.time, histograms.front().time));
            start.writeNext(writer, startTime);
        }
        encodeHistogram(record, entry.value);
    }
}

Result<void> decodeHistograms(std::string_view record, std::vector<storage::RefHistogram>& out, std::uint64_t& skipped,
                              std::vector<model::TimestampMs>* starts) {
    ByteReader reader(record);
    const auto type = static_cast<RecordType>(reader.u8());
    if (reader.atEnd()) {
        return {};
    }
    HeadReader head(reader, type == RecordType::kHistogramsV2 || type == RecordType::kFloatHistogramsV2);
    while (reader.ok() && !reader.atEnd()) {
        head.next();
        auto value = readUsable(reader, isFloatType(type));
        if (!reader.ok()) {
            break;
        }
        if (!value) {
            ++skipped;
            continue;
        }
        out.push_back({head.ref(), head.time(), *std::move(value)});
        if (starts != nullptr) {
            starts->push_back(head.start());
        }
    }
    return reader.ok() ? Result<void>() : damagedRecord("histogram");
}

} // namespace hearth::tsdb::wal
