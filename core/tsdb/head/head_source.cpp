// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_source.h"

#include <algorithm>

#include "chunks/encode.h"
#include "tsdb/head/columns_edit.h"
#include "tsdb/head/label_order.h"
#include "tsdb/head_chunks/head_chunks.h"

namespace hearth::tsdb {
namespace {

bool within(model::TimeRange inner, model::TimeRange outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

class Symbols final : public SymbolCursor {
  public:
    explicit Symbols(SymbolList list)
        : m_list(std::move(list)) {}
    Result<std::optional<std::string_view>> next() override {
        return m_at == m_list.symbols.size() ? std::nullopt : std::optional(m_list.symbols[m_at++]);
    }

  private:
    const SymbolList m_list;
    std::size_t m_at = 0;
};

/// Walks the series of the head in label order.
class Cursor final : public ChunkSeriesCursor {
  public:
    Cursor(const Head& head, model::TimeRange range, HeadSource::Part part, std::shared_ptr<const Isolation::View> view,
           std::vector<SeriesKey> keys)
        : m_head(head)
        , m_range(range)
        , m_part(part)
        , m_view(std::move(view))
        , m_keys(std::move(keys)) {}

    Result<bool> next() override {
        while (m_at < m_keys.size()) {
            const auto key = m_keys[m_at++];
            HEARTH_TRY(load(key));
            if (!m_chunks.empty() && readLabels(key)) {
                return true;
            }
        }
        return false;
    }
    const model::Labels& labels() const override { return m_labels; }
    std::span<const ChunkView> chunks() const override { return m_chunks; }
    std::span<const model::TimeRange> deleted() const override { return m_snapshot.deleted; }

  private:
    bool readLabels(SeriesKey key) {
        const std::shared_lock lock(m_head.indexMutex());
        if (!m_head.has(key)) {
            return false;
        }
        m_labels = m_head.table().labelsOf(key.id);
        return true;
    }

    Result<void> load(SeriesKey key) {
        constexpr model::TimeRange kNever{0, -1};
        m_snapshot.clear();
        m_chunks.clear();
        m_payloads.clear();
        m_encoded.clear();
        auto inOrder = m_part == HeadSource::Part::kOutOfOrder ? kNever : m_range;
        inOrder.begin = std::max(inOrder.begin, m_view->timeFloor());
        const auto outOfOrder = m_part == HeadSource::Part::kInOrder ? kNever : m_range;
        m_head.snapshot(key, inOrder, outOfOrder, m_view.get(), m_snapshot);
        if (m_part == HeadSource::Part::kAll && m_snapshot.hasOutOfOrder()) {
            return encodeMerged(inOrder, outOfOrder);
        }
        for (const auto& part : m_snapshot.parts) {
            HEARTH_TRY(addPart(part, inOrder));
        }
        for (const auto& part : m_snapshot.outOfOrderParts) {
            HEARTH_TRY(addPart(part, outOfOrder));
        }
        std::ranges::stable_sort(m_chunks, {}, &ChunkView::begin);
        return {};
    }

    Result<void> addPart(const SeriesSnapshot::Part& part, model::TimeRange range) {
        if (!within(part.range, range)) { // rare: ranges are multiples of what chunks keep to
            SeriesSnapshot one;
            one.parts.push_back(part);
            one.bytes = m_snapshot.bytes;
            model::Columns samples;
            HEARTH_TRY(decodeInOrder(one, m_head.chunkFiles(), range, samples));
            addEncoded(samples);
            return {};
        }
        auto bytes = std::as_bytes(std::span(m_snapshot.bytes)).subspan(part.offset, part.size);
        auto encoding = part.encoding;
        auto end = part.range.end;
        if (part.ref != HeadChunkRef::kNone) {
            m_payloads.push_back(HEARTH_TRY(m_head.chunkFiles()->read(part.ref)));
            bytes = m_payloads.back().bytes();
            encoding = m_payloads.back().encoding();
        }
        m_chunks.push_back({part.range.begin, end, encoding, bytes});
        return {};
    }

    Result<void> encodeMerged(model::TimeRange inOrder, model::TimeRange outOfOrder) {
        model::Columns ordered;
        model::Columns late;
        model::Columns merged;
        HEARTH_TRY(decodeInOrder(m_snapshot, m_head.chunkFiles(), inOrder, ordered));
        HEARTH_TRY(decodeOutOfOrder(m_snapshot, m_head.chunkFiles(), outOfOrder, late));
        merge(ordered, late, merged);
        addEncoded(merged);
        return {};
    }

    void addEncoded(const model::Columns& samples) {
        for (auto& chunk : chunks::encode(samples)) {
            auto& kept = m_encoded.emplace_back(std::make_unique<std::string>(std::move(chunk.payload)));
            m_chunks.push_back({chunk.begin, chunk.end, chunk.encoding, std::as_bytes(std::span(*kept))});
        }
    }

    const Head& m_head;
    const model::TimeRange m_range;
    const HeadSource::Part m_part;
    const std::shared_ptr<const Isolation::View> m_view;
    const std::vector<SeriesKey> m_keys;
    std::size_t m_at = 0;
    model::Labels m_labels;
    SeriesSnapshot m_snapshot;
    std::vector<ChunkView> m_chunks;
    std::vector<HeadChunkPayload> m_payloads;
    std::vector<std::unique_ptr<std::string>> m_encoded;
};

} // namespace

HeadSource::HeadSource(Head& head, model::TimeRange range, Part part)
    : m_head(head)
    , m_range(range)
    , m_part(part)
    , m_view(head.isolation().view()) {}

HeadSource::~HeadSource() = default;

Result<std::unique_ptr<SymbolCursor>> HeadSource::symbols() const {
    return std::make_unique<Symbols>(symbolsOf(m_head));
}

Result<std::unique_ptr<ChunkSeriesCursor>> HeadSource::series() const {
    return std::make_unique<Cursor>(m_head, m_range, m_part, m_view, seriesInLabelOrder(m_head));
}

} // namespace hearth::tsdb
