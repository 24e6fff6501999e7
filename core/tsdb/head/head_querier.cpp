// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_querier.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include "tsdb/head/columns_edit.h"
#include "tsdb/head/selection.h"

namespace hearth::tsdb {
namespace {

/// How many series are looked at while the index is locked.
constexpr std::size_t kSlice = 4096;

model::TimeRange clip(model::TimeRange range, model::TimeRange limits) {
    return {std::max(range.begin, limits.begin), std::min(range.end, limits.end)};
}

/// What the series of one querier share.
struct ReadView {
    const Head& head;
    model::TimeRange inOrder;
    model::TimeRange outOfOrder;
    std::shared_ptr<const Isolation::View> view;
};

class SeriesSlab;

/// A series of the head as one reader sees it; lies in a SeriesSlab.
class HeadSeries final : public storage::Series {
  public:
    HeadSeries(SeriesSlab& slab, const ReadView& view, SeriesKey key, model::Labels labels)
        : m_slab(slab)
        , m_view(view)
        , m_key(key)
        , m_labels(std::move(labels)) {}
    /// What `delete` does: the slab goes with the last of its series.
    static void operator delete(HeadSeries* series, std::destroying_delete_t);

    const model::Labels& labels() const override { return m_labels; }
    model::Labels takeLabels() override { return std::exchange(m_labels, {}); }
    Result<void> read(model::TimeRange range, storage::Columns& out) override;
    Result<void> readLast(model::TimeRange range, storage::Columns& out) override;

  private:
    SeriesSlab& m_slab;
    const ReadView& m_view;
    const SeriesKey m_key;
    model::Labels m_labels;
};

/// Memory of the series of one selection, taken at once: they come and go together, by the thousand.
/// Owned by the series in it. Threads: series may be deleted in different threads.
class SeriesSlab {
  public:
    static SeriesSlab& create(ReadView view, std::size_t capacity) {
        return *new SeriesSlab(std::move(view), capacity);
    }

    /// At most `capacity` times.
    std::unique_ptr<storage::Series> make(SeriesKey key, model::Labels labels) {
        auto* const place = m_series.get() + m_made++ * sizeof(HeadSeries);
        ++m_living;
        return std::unique_ptr<storage::Series>(new (place) HeadSeries(*this, m_view, key, std::move(labels)));
    }
    /// One of those that share it is gone: a series, or who made it.
    void release() {
        if (--m_living == 0) {
            delete this;
        }
    }

  private:
    SeriesSlab(ReadView view, std::size_t capacity)
        : m_view(std::move(view))
        , m_series(new std::byte[capacity * sizeof(HeadSeries)]) {}
    ~SeriesSlab() = default;

    const ReadView m_view;
    const std::unique_ptr<std::byte[]> m_series; // operator new aligns for any type
    std::size_t m_made = 0;
    std::atomic<std::size_t> m_living{1};
};

void HeadSeries::operator delete(HeadSeries* series, std::destroying_delete_t) {
    auto& slab = series->m_slab;
    std::destroy_at(series);
    slab.release();
}

Result<void> HeadSeries::read(model::TimeRange range, storage::Columns& out) {
    const auto inOrder = clip(range, m_view.inOrder);
    const auto outOfOrder = clip(range, m_view.outOfOrder);
    if (outOfOrder.begin > outOfOrder.end) {
        return {};
    }
    SeriesSnapshot snapshot;
    m_view.head.snapshot(m_key, inOrder, outOfOrder, m_view.view.get(), snapshot);
    const auto* const files = m_view.head.chunkFiles();
    const auto start = markOf(out);
    if (!snapshot.hasOutOfOrder()) {
        HEARTH_TRY(decodeInOrder(snapshot, files, inOrder, out));
    } else {
        model::Columns ordered;
        model::Columns late;
        HEARTH_TRY(decodeInOrder(snapshot, files, inOrder, ordered));
        HEARTH_TRY(decodeOutOfOrder(snapshot, files, outOfOrder, late));
        merge(ordered, late, out);
    }
    erase(out, start, snapshot.deleted);
    return {};
}

Result<void> HeadSeries::readLast(model::TimeRange range, storage::Columns& out) {
    if (const auto last = m_view.head.lastSample(m_key, *m_view.view)) {
        const auto inOrder = clip(range, m_view.inOrder);
        if (last->time >= inOrder.begin && last->time <= inOrder.end) {
            out.times.push_back(last->time);
            out.values.push_back(last->value);
            return {};
        }
    }
    return read(range, out);
}

} // namespace

HeadQuerier::HeadQuerier(Head& head, model::TimeRange range)
    : m_head(head)
    , m_range(range)
    , m_view(head.isolation().view())
    , m_inOrderRange{std::max(range.begin, m_view->timeFloor()), range.end} {}

bool HeadQuerier::headOverlaps() const {
    const auto range = m_head.timeRange();
    const auto late = m_head.outOfOrderTimeRange();
    return (range && range->begin <= m_range.end && range->end >= m_range.begin) ||
           (late && late->begin <= m_range.end && late->end >= m_range.begin);
}

void HeadQuerier::settle(std::span<const model::Matcher> matchers) {
    for (const auto& matcher : matchers) { // prefixes are searched in ordered values
        if (matcher.type() == model::MatchType::kRegex && !matcher.regex()->prefix().empty()) {
            m_head.settleValues(matcher.name());
        }
    }
}

Result<std::vector<SeriesKey>> HeadQuerier::find(std::span<const model::Matcher> matchers,
                                                 const std::stop_token& stop) {
    settle(matchers);
    const std::shared_lock lock(m_head.indexMutex());
    const auto ids = HEARTH_TRY(selectSeries(m_head, matchers, stop));
    std::vector<SeriesKey> keys;
    keys.reserve(ids.size());
    for (const auto id : ids) {
        keys.push_back(m_head.keyOf(id));
    }
    return keys;
}

/// Needs the stripe lock.
bool HeadQuerier::hasSamplesInRange(SeriesId id) const {
    const auto& series = m_head.series(id);
    const auto& memory = m_head.memory();
    if (m_inOrderRange.begin <= m_inOrderRange.end &&
        overlaps(series, memory, m_inOrderRange, m_head.hiddenSamples(id, *m_view))) {
        return true;
    }
    const auto* const extra = series.extra(memory);
    return extra != nullptr && overlaps(*extra, m_range);
}

/// The numbers that names of labels have now. Needs the index's lock.
std::vector<LabelIndex::NameId> HeadQuerier::numbersOf(const std::vector<std::string>& names) const {
    std::vector<LabelIndex::NameId> numbers;
    for (const auto& name : names) {
        if (const auto number = m_head.index().findName(name)) {
            numbers.push_back(*number);
        }
    }
    return numbers;
}

/// In slices, so that new series need not wait for long.
Result<void> HeadQuerier::list(std::span<const SeriesKey> keys, const std::vector<std::string>* labelsNeeded,
                               storage::SeriesList& out, const std::stop_token& stop) {
    auto& slab = SeriesSlab::create({m_head, m_inOrderRange, m_range, m_view}, keys.size());
    const std::unique_ptr<SeriesSlab, void (*)(SeriesSlab*)> held(&slab, [](SeriesSlab* one) { one->release(); });
    while (!keys.empty()) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "selecting series was canceled");
        }
        const auto slice = keys.first(std::min(keys.size(), kSlice));
        keys = keys.subspan(slice.size());
        const std::shared_lock lock(m_head.indexMutex());
        const auto& table = m_head.table();
        const auto names = labelsNeeded != nullptr ? numbersOf(*labelsNeeded) : std::vector<LabelIndex::NameId>();
        for (const auto key : slice) {
            if (m_head.has(key)) {
                auto labels = labelsNeeded != nullptr ? table.labelsOf(key.id, names) : table.labelsOf(key.id);
                out.push_back(slab.make(key, std::move(labels)));
            }
        }
    }
    return {};
}

Result<storage::SeriesList> HeadQuerier::select(bool sorted, const storage::SelectHints& hints,
                                                std::span<const model::Matcher> matchers, std::stop_token stop) {
    storage::SeriesList list;
    if (!headOverlaps()) {
        return list;
    }
    auto keys = HEARTH_TRY(find(matchers, stop));
    {
        StripeWalk stripes(m_head);
        std::erase_if(keys, [&](SeriesKey key) {
            stripes.enter(key.id);
            return !m_head.has(key) || !hasSamplesInRange(key.id);
        });
    }
    if (!sorted && hints.limit != 0 && keys.size() > hints.limit) {
        keys.resize(hints.limit);
    }
    list.reserve(keys.size());
    HEARTH_TRY(this->list(keys, sorted ? nullptr : hints.labelsNeeded, list, stop));
    if (sorted) {
        std::ranges::sort(list, [](const auto& a, const auto& b) { return a->labels() < b->labels(); });
        if (hints.limit != 0 && list.size() > hints.limit) {
            list.resize(hints.limit);
        }
    }
    return list;
}

Result<std::vector<std::string>> HeadQuerier::labelNames(std::span<const model::Matcher> matchers,
                                                         std::stop_token stop) {
    std::vector<std::string> names;
    if (!headOverlaps()) {
        return names;
    }
    const std::shared_lock lock(m_head.indexMutex());
    const auto& index = m_head.index();
    std::vector<bool> used(index.nameEnd(), matchers.empty());
    if (!matchers.empty()) {
        for (const auto id : HEARTH_TRY(selectSeries(m_head, matchers, stop))) {
            for (const auto pair : m_head.table().pairsOf(id)) {
                used[index.nameOf(pair)] = true;
            }
        }
    }
    for (LabelIndex::NameId name = 0; name < index.nameEnd(); ++name) {
        if (used[name] && !index.pairsOf(name).empty()) {
            names.emplace_back(index.name(name));
        }
    }
    std::ranges::sort(names);
    return names;
}

Result<std::vector<std::string>>
HeadQuerier::labelValues(const std::string& name, std::span<const model::Matcher> matchers, std::stop_token stop) {
    std::vector<std::string> values;
    if (!headOverlaps()) {
        return values;
    }
    const std::shared_lock lock(m_head.indexMutex());
    const auto& index = m_head.index();
    const auto nameId = index.findName(name);
    if (!nameId) {
        return values;
    }
    std::vector<LabelIndex::PairId> pairs;
    if (matchers.empty()) {
        const auto all = index.pairsOf(*nameId);
        pairs.assign(all.begin(), all.end());
    } else {
        for (const auto id : HEARTH_TRY(selectSeries(m_head, matchers, stop))) {
            for (const auto pair : m_head.table().pairsOf(id)) {
                if (index.nameOf(pair) == *nameId) {
                    pairs.push_back(pair);
                }
            }
        }
        std::ranges::sort(pairs);
        pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    }
    for (const auto pair : pairs) {
        values.emplace_back(index.value(pair));
    }
    std::ranges::sort(values);
    return values;
}

} // namespace hearth::tsdb
