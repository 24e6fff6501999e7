// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/labels.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace hearth::model {
namespace {

void appendString(std::string& out, std::string_view text) {
    auto size = text.size();
    for (; size >= 0x80; size >>= 7U) {
        out.push_back(static_cast<char>((size & 0x7fU) | 0x80U));
    }
    out.push_back(static_cast<char>(size));
    out.append(text);
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

void appendLabel(std::string& out, LabelView label) {
    out += isLegacyLabelName(label.name) ? std::string(label.name) : quoteGo(label.name);
    out += '=';
    out += quoteGo(label.value);
}

} // namespace

Labels::Labels(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
    std::vector<Pair> owned;
    owned.reserve(pairs.size());
    for (const auto& [name, value] : pairs) {
        owned.emplace_back(name, value);
    }
    *this = fromPairs(std::move(owned));
}

Labels Labels::fromPairs(std::vector<Pair> pairs) {
    std::ranges::stable_sort(pairs, {}, &Pair::first);
    SortedLabelsWriter writer;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const bool overridden = i + 1 < pairs.size() && pairs[i + 1].first == pairs[i].first;
        if (!overridden && !pairs[i].second.empty()) {
            writer.add(pairs[i].first, pairs[i].second);
        }
    }
    return writer.take();
}

std::size_t Labels::size() const {
    return static_cast<std::size_t>(std::ranges::distance(begin(), end()));
}

Labels::Iterator Labels::begin() const {
    return {m_bytes.data(), m_bytes.data() + m_bytes.size()};
}

Labels::Iterator Labels::end() const {
    const char* const last = m_bytes.data() + m_bytes.size();
    return {last, last};
}

std::string_view Labels::Iterator::readString(const char*& position) {
    std::size_t size = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*position++);
        size |= static_cast<std::size_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    const std::string_view text(position, size);
    position += size;
    return text;
}

void Labels::Iterator::advance() {
    m_position = m_next;
    if (m_next != m_end) {
        m_current.name = readString(m_next);
        m_current.value = readString(m_next);
    }
}

std::string_view Labels::value(std::string_view name) const {
    for (const auto& label : *this) {
        if (label.name == name) {
            return label.value;
        }
    }
    return {};
}

std::uint64_t Labels::hash() const {
    return xxHash64(m_bytes);
}

Labels Labels::without(std::span<const std::string> names) const {
    SortedLabelsWriter writer;
    writer.reserve(m_bytes.size());
    for (const auto& label : *this) {
        if (!std::ranges::binary_search(names, label.name)) {
            writer.add(label.name, label.value);
        }
    }
    return writer.take();
}

Labels Labels::only(std::span<const std::string> names) const {
    SortedLabelsWriter writer;
    for (const auto& label : *this) {
        if (std::ranges::binary_search(names, label.name)) {
            writer.add(label.name, label.value);
        }
    }
    return writer.take();
}

Labels Labels::withoutMetricName() const {
    SortedLabelsWriter writer;
    writer.reserve(m_bytes.size());
    for (const auto& label : *this) {
        if (label.name != kMetricName) {
            writer.add(label.name, label.value);
        }
    }
    return writer.take();
}

std::string Labels::toString() const {
    const auto name = metricName();
    const bool nameInFront = !name.empty() && isLegacyMetricName(name);
    std::string text(nameInFront ? name : std::string_view{});
    bool first = true;
    std::string inside;
    for (const auto& label : *this) {
        if (nameInFront && label.name == kMetricName) {
            continue;
        }
        inside += first ? "" : ", ";
        first = false;
        appendLabel(inside, label);
    }
    if (!nameInFront || !inside.empty()) {
        text.append("{").append(inside).append("}");
    }
    return text;
}

std::strong_ordering Labels::operator<=>(const Labels& other) const {
    auto a = begin();
    auto b = other.begin();
    for (; a != end() && b != other.end(); ++a, ++b) {
        if (const auto names = a->name <=> b->name; names != 0) {
            return names;
        }
        if (const auto values = a->value <=> b->value; values != 0) {
            return values;
        }
    }
    return (a != end()) <=> (b != other.end());
}

void SortedLabelsWriter::add(std::string_view name, std::string_view value) {
    appendString(m_labels.m_bytes, name);
    appendString(m_labels.m_bytes, value);
}

LabelsBuilder::LabelsBuilder(const Labels& base) {
    reset(base);
}

void LabelsBuilder::reset(const Labels& base) {
    m_pairs.clear();
    for (const auto& label : base) {
        m_pairs.emplace_back(label.name, label.value);
    }
}

LabelsBuilder& LabelsBuilder::set(std::string_view name, std::string_view value) {
    if (value.empty()) {
        return remove(name);
    }
    const auto at =
        std::ranges::lower_bound(m_pairs, name, {}, [](const auto& pair) -> std::string_view { return pair.first; });
    if (at != m_pairs.end() && at->first == name) {
        at->second = value;
    } else {
        m_pairs.emplace(at, name, value);
    }
    return *this;
}

LabelsBuilder& LabelsBuilder::remove(std::string_view name) {
    std::erase_if(m_pairs, [&](const auto& pair) { return pair.first == name; });
    return *this;
}

std::string_view LabelsBuilder::value(std::string_view name) const {
    for (const auto& pair : m_pairs) {
        if (pair.first == name) {
            return pair.second;
        }
    }
    return {};
}

Labels LabelsBuilder::labels() const {
    SortedLabelsWriter writer;
    for (const auto& [name, value] : m_pairs) {
        writer.add(name, value);
    }
    return writer.take();
}

bool isLegacyLabelName(std::string_view name) {
    return !name.empty() && !isDigit(name[0]) &&
           std::ranges::all_of(name, [](char c) { return isLetter(c) || isDigit(c); });
}

bool isLegacyMetricName(std::string_view name) {
    return !name.empty() && !isDigit(name[0]) &&
           std::ranges::all_of(name, [](char c) { return isLetter(c) || isDigit(c) || c == ':'; });
}

bool isLabelName(std::string_view name) {
    return !name.empty() && isValidUtf8(name);
}

} // namespace hearth::model
