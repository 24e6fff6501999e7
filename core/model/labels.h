// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::model {

inline constexpr std::string_view kMetricName = "__name__";

/// One name-value pair of a Labels object; valid as long as that object is unchanged.
struct LabelView {
    std::string_view name;
    std::string_view value;

    bool operator==(const LabelView&) const = default;
};

/// A sorted set of name-value pairs that identifies a series. Names are unique, values are not empty, both are UTF-8.
/// Held in one buffer (length-prefixed), so copying costs one allocation and comparing for equality one memcmp.
/// Threads: thread-compatible (a value).
class Labels {
  public:
    class Iterator;
    using Pair = std::pair<std::string, std::string>;

    Labels() = default;
    /// Sorts; drops pairs with an empty value; of equal names the last one wins.
    Labels(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs);
    static Labels fromPairs(std::vector<Pair> pairs);

    bool empty() const { return m_bytes.empty(); }
    /// Number of pairs; linear in it.
    std::size_t size() const;
    Iterator begin() const;
    Iterator end() const;

    /// The value of a label, empty where there is none. Linear in the number of pairs.
    std::string_view value(std::string_view name) const;
    bool has(std::string_view name) const { return !value(name).empty(); }
    std::string_view metricName() const { return value(kMetricName); }

    /// XXH64 over the buffer. Equal sets have equal hashes, in this process and the next.
    std::uint64_t hash() const;

    /// Without the named labels; `names` sorted.
    Labels without(std::span<const std::string> names) const;
    /// Only the named labels; `names` sorted.
    Labels only(std::span<const std::string> names) const;
    Labels withoutMetricName() const;

    /// `{a="1", b="2"}`, or `name{a="1"}` where there is a metric name that needs no quoting.
    std::string toString() const;

    bool operator==(const Labels&) const = default;
    /// Pair by pair in name order, name before value, byte-wise; a prefix sorts first.
    std::strong_ordering operator<=>(const Labels& other) const;

    /// The buffer itself: for each pair name length, name, value length, value (lengths as LEB128).
    std::string_view bytes() const { return m_bytes; }
    std::size_t heapBytes() const { return m_bytes.capacity(); }

  private:
    friend class LabelsBuilder;
    friend class SortedLabelsWriter;
    std::string m_bytes;
};

/// Walks the pairs of a Labels buffer.
class Labels::Iterator {
  public:
    using value_type = LabelView;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const char* position, const char* end)
        : m_next(position)
        , m_end(end) {
        advance();
    }

    const LabelView& operator*() const { return m_current; }
    const LabelView* operator->() const { return &m_current; }
    Iterator& operator++() {
        advance();
        return *this;
    }
    void operator++(int) { advance(); }
    bool operator==(const Iterator& other) const { return m_position == other.m_position; }

  private:
    void advance();
    static std::string_view readString(const char*& position);

    const char* m_position = nullptr; ///< Where the current pair begins; m_end when there is none.
    const char* m_next = nullptr;
    const char* m_end = nullptr;
    LabelView m_current;
};

/// Builds Labels from pairs that come in name order already (a writer for hot paths: no sorting, no pair objects).
/// Threads: thread-compatible.
class SortedLabelsWriter {
  public:
    void reserve(std::size_t bytes) { m_labels.m_bytes.reserve(bytes); }
    /// `name` must be greater than the one before and `value` not empty.
    void add(std::string_view name, std::string_view value);
    Labels take() { return std::exchange(m_labels, Labels()); }

  private:
    Labels m_labels;
};

/// Changes a Labels object: set, remove, then labels(). Setting an empty value removes.
/// Threads: thread-compatible.
class LabelsBuilder {
  public:
    LabelsBuilder() = default;
    explicit LabelsBuilder(const Labels& base);

    /// Starts over from `base`.
    void reset(const Labels& base);
    LabelsBuilder& set(std::string_view name, std::string_view value);
    LabelsBuilder& remove(std::string_view name);
    std::string_view value(std::string_view name) const;
    /// Name-sorted pairs as they stand.
    const std::vector<Labels::Pair>& pairs() const { return m_pairs; }
    Labels labels() const;

  private:
    std::vector<Labels::Pair> m_pairs; ///< Sorted by name, no empty values.
};

/// `[a-zA-Z_][a-zA-Z0-9_]*`: a label name that needs no quotes.
bool isLegacyLabelName(std::string_view name);
/// `[a-zA-Z_:][a-zA-Z0-9_:]*`: a metric name that needs no quotes.
bool isLegacyMetricName(std::string_view name);
/// Non-empty valid UTF-8.
bool isLabelName(std::string_view name);

struct LabelsHash {
    std::size_t operator()(const Labels& labels) const { return labels.hash(); }
};

} // namespace hearth::model
