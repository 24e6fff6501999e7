// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/postings_table.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/byte_io.h"

namespace hearth::tsdb::index {
namespace {

constexpr std::uint64_t kKeys = 2; ///< Of an entry: name and value.
constexpr std::size_t kSectionHeader = 2 * sizeof(std::uint32_t);
constexpr std::size_t kMinEntryBytes = 4;

} // namespace

std::optional<PostingsTable::Entry> PostingsTable::entryAt(std::size_t position) const {
    ByteReader reader(m_entries.substr(position));
    const auto keys = reader.uvarint();
    Entry entry;
    entry.name = reader.string();
    entry.value = reader.string();
    entry.offset = reader.uvarint();
    entry.size = reader.position();
    return reader.ok() && keys == kKeys ? std::optional(entry) : std::nullopt;
}

Result<PostingsTable> PostingsTable::open(std::string_view file, Version version, std::uint64_t offset) {
    const auto section = HEARTH_TRY(readSection(file, offset, "postings table"));
    ByteReader head(section);
    PostingsTable table;
    table.m_count = head.u32();
    if (!head.ok() || table.m_count > head.remaining() / kMinEntryBytes) {
        return damagedAt(offset, fmt::format("postings table: no room for {} entries", table.m_count));
    }
    table.m_entries = section.substr(head.position());
    const auto start = offset + kSectionHeader;
    if (version != Version::kV1) {
        HEARTH_TRY(table.walk(start));
        return table;
    }
    table.m_step = 1;
    std::size_t position = 0;
    for (std::uint32_t i = 0; i < table.m_count; ++i) {
        const auto entry = table.entryAt(position);
        if (!entry) {
            return damagedAt(start + position, "postings table: no entry can be read");
        }
        table.m_marks.push_back(static_cast<std::uint32_t>(position));
        position += entry->size;
    }
    table.sortMarks();
    HEARTH_TRY(table.collectNames(start));
    return table;
}

Result<void> PostingsTable::walk(std::uint64_t start) {
    std::size_t position = 0;
    std::string_view lastValue;
    for (std::uint32_t i = 0; i < m_count; ++i) {
        const auto entry = entryAt(position);
        if (!entry) {
            return damagedAt(start + position, "postings table: no entry can be read");
        }
        if (m_names.empty() || m_names.back().name != entry->name) {
            if (!m_names.empty() && entry->name < m_names.back().name) {
                return damagedAt(start + position, "postings table: a name is out of order");
            }
            m_names.push_back({entry->name, 0, static_cast<std::uint32_t>(m_marks.size())});
        } else if (entry->value <= lastValue) {
            return damagedAt(start + position, "postings table: a value is out of order");
        }
        if (m_names.back().values++ % m_step == 0) {
            m_marks.push_back(static_cast<std::uint32_t>(position));
        }
        lastValue = entry->value;
        position += entry->size;
    }
    m_names.shrink_to_fit();
    m_marks.shrink_to_fit();
    return {};
}

void PostingsTable::sortMarks() {
    std::ranges::sort(m_marks, [&](std::uint32_t a, std::uint32_t b) {
        const auto left = *entryAt(a);
        const auto right = *entryAt(b);
        return left.name != right.name ? left.name < right.name : left.value < right.value;
    });
}

Result<void> PostingsTable::collectNames(std::uint64_t start) {
    std::string_view lastValue;
    for (std::uint32_t mark = 0; mark < m_marks.size(); ++mark) {
        const auto entry = *entryAt(m_marks[mark]);
        if (m_names.empty() || m_names.back().name != entry.name) {
            m_names.push_back({entry.name, 0, mark});
        } else if (entry.value == lastValue) {
            return damagedAt(start + m_marks[mark], "postings table: a pair stands there twice");
        }
        ++m_names.back().values;
        lastValue = entry.value;
    }
    return {};
}

const PostingsTable::Name* PostingsTable::find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(m_names, name, {}, &Name::name);
    return found != m_names.end() && found->name == name ? &*found : nullptr;
}

std::string_view PostingsTable::valueAtMark(const Name& name, std::uint32_t mark) const {
    return entryAt(m_marks[name.firstMark + mark])->value;
}

/// The last mark of the name whose value is not greater than `lowest`; 0 where none is.
std::uint32_t PostingsTable::markOf(const Name& name, std::string_view lowest) const {
    std::uint32_t low = 0;
    auto high = (name.values + m_step - 1) / m_step;
    while (low < high) { // the first mark that is greater
        const auto middle = low + (high - low) / 2;
        if (valueAtMark(name, middle) > lowest) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low == 0 ? 0 : low - 1;
}

PostingsTable::Cursor PostingsTable::valuesFrom(const Name& name, std::string_view lowest) const {
    return {*this, name, markOf(name, lowest) * m_step};
}

std::optional<std::uint64_t> PostingsTable::find(const Name& name, std::string_view value) const {
    for (auto cursor = valuesFrom(name, value); cursor.next();) {
        if (cursor.value() >= value) {
            return cursor.value() == value ? std::optional(cursor.offset()) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::size_t PostingsTable::heapBytes() const {
    return m_names.capacity() * sizeof(Name) + m_marks.capacity() * sizeof(std::uint32_t);
}

PostingsTable::Cursor::Cursor(const PostingsTable& table, const Name& name, std::uint32_t first)
    : m_table(&table)
    , m_name(&name)
    , m_next(first) {}

bool PostingsTable::Cursor::next() {
    if (m_next >= m_name->values) {
        return false;
    }
    if (m_next % m_table->m_step == 0) {
        m_position = m_table->m_marks[m_name->firstMark + m_next / m_table->m_step];
    }
    const auto entry = *m_table->entryAt(m_position); // readable: open() has read it
    m_position += entry.size;
    m_value = entry.value;
    m_offset = entry.offset;
    ++m_next;
    return true;
}

} // namespace hearth::tsdb::index
