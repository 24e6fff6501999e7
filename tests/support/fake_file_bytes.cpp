// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_file_bytes.h"

#include <algorithm>
#include <cstring>

namespace hearth::tests {
namespace {

constexpr std::size_t kFirstBuffer = 256;

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

} // namespace

FakeFileBytes::FakeFileBytes()
    : m_buffer(std::make_shared<std::vector<std::byte>>()) {}

/// A grown buffer is a new one: who maps the old one keeps it.
void FakeFileBytes::reserve(std::uint64_t size) {
    if (size <= m_buffer->size()) {
        return;
    }
    auto grown = std::make_shared<std::vector<std::byte>>(
        std::max<std::size_t>({kFirstBuffer, static_cast<std::size_t>(size), m_buffer->size() * 2}));
    std::copy_n(m_buffer->begin(), static_cast<std::size_t>(m_size), grown->begin());
    m_buffer = std::move(grown);
}

void FakeFileBytes::write(std::uint64_t offset, std::span<const std::byte> bytes) {
    if (bytes.empty()) {
        return;
    }
    std::memcpy(m_buffer->data() + offset, bytes.data(), bytes.size());
    m_forgotten.erase(m_forgotten.lower_bound(offset / kPage),
                      m_forgotten.upper_bound((offset + bytes.size() - 1) / kPage));
}

void FakeFileBytes::keepOld(std::uint64_t begin, std::uint64_t end) {
    for (auto page = begin / kPage; page * kPage < std::min(end, m_sizes.front()); ++page) {
        if (!m_old.contains(page)) {
            m_old[page] = durablePage(page);
        }
    }
}

void FakeFileBytes::noteSize() {
    const auto count = m_sizes.size();
    if (m_size == m_sizes.back()) {
        return;
    }
    if (count >= 2 && m_sizes[count - 2] < m_sizes.back() && m_sizes.back() < m_size) {
        m_sizes.back() = m_size;
    } else {
        m_sizes.push_back(m_size);
    }
}

void FakeFileBytes::append(std::span<const std::byte> bytes) {
    reserve(m_size + bytes.size());
    write(m_size, bytes);
    m_size += bytes.size();
    noteSize();
}

void FakeFileBytes::overwrite(std::uint64_t offset, std::span<const std::byte> bytes) {
    keepOld(offset, offset + bytes.size());
    write(offset, bytes);
}

void FakeFileBytes::truncate(std::uint64_t size) {
    if (size < m_size) {
        keepOld(size, m_size);
        std::fill_n(m_buffer->data() + size, static_cast<std::size_t>(m_size - size), std::byte{0});
    } else {
        reserve(size);
        std::fill_n(m_buffer->data() + m_size, static_cast<std::size_t>(size - m_size), std::byte{0});
    }
    m_size = size;
    noteSize();
}

void FakeFileBytes::rot(std::uint64_t offset, std::span<const std::byte> bytes) {
    std::memcpy(m_buffer->data() + offset, bytes.data(), bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto old = m_old.find((offset + i) / kPage);
        if (old != m_old.end() && (offset + i) % kPage < old->second.size()) {
            old->second[(offset + i) % kPage] = static_cast<char>(bytes[i]);
        }
    }
}

/// What the disk holds of a page, as long as the durable size reaches.
std::string FakeFileBytes::durablePage(std::uint64_t page) const {
    if (const auto old = m_old.find(page); old != m_old.end()) {
        return old->second;
    }
    const auto begin = page * kPage;
    const auto end = std::min({begin + kPage, m_sizes.front(), m_size});
    return begin < end ? std::string(reinterpret_cast<const char*>(m_buffer->data()) + begin, end - begin)
                       : std::string();
}

std::set<std::uint64_t> FakeFileBytes::dirtyPages() const {
    std::set<std::uint64_t> pages;
    for (const auto& [page, bytes] : m_old) {
        pages.insert(page);
    }
    for (auto page = *std::ranges::min_element(m_sizes) / kPage; page * kPage < m_size; ++page) {
        pages.insert(page);
    }
    return pages;
}

void FakeFileBytes::sync() {
    std::map<std::uint64_t, std::string> stillOld;
    for (const auto page : m_forgotten) {
        if (page * kPage < m_size) {
            auto bytes = durablePage(page);
            bytes.resize(std::min<std::uint64_t>(kPage, m_size - page * kPage), '\0');
            stillOld[page] = std::move(bytes);
        }
    }
    m_old = std::move(stillOld);
    m_sizes.assign(1, m_size);
}

void FakeFileBytes::failSync() {
    if (!isClean()) {
        m_forgotten.merge(dirtyPages());
    }
}

void FakeFileBytes::become(std::vector<std::byte> bytes) {
    m_size = bytes.size();
    m_buffer = std::make_shared<std::vector<std::byte>>(std::move(bytes));
    m_old.clear();
    m_forgotten.clear();
    m_sizes.assign(1, m_size);
}

void FakeFileBytes::losePower(std::size_t keep) {
    const auto durable = m_sizes.front();
    const bool onlyGrew = m_old.empty() && m_sizes.back() >= durable && m_sizes.size() <= 2;
    const auto size = static_cast<std::size_t>(onlyGrew ? std::min(m_size, durable + keep) : durable);
    std::vector<std::byte> survived(size);
    std::ranges::copy(std::span(*m_buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(size, m_size))),
                      survived.begin());
    for (const auto& [page, bytes] : m_old) {
        std::memcpy(survived.data() + page * kPage, bytes.data(), bytes.size());
    }
    become(std::move(survived));
}

/// A page as it was or as it is, seldom torn between sectors. What lies behind `floor` was cut off meanwhile, so its
/// old bytes are zeros.
std::string FakeFileBytes::drawPage(std::uint64_t page, std::uint64_t floor, unsigned newInEight,
                                    const RandomSource& random) const {
    auto old = durablePage(page);
    old.resize(page * kPage < floor ? std::min<std::uint64_t>(old.size(), floor - page * kPage) : 0);
    old.resize(kPage, '\0');
    if (m_forgotten.contains(page)) {
        return old;
    }
    std::string now(kPage, '\0');
    if (const auto begin = page * kPage; begin < m_size) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kPage, m_size - begin));
        std::memcpy(now.data(), m_buffer->data() + begin, count);
    }
    const auto isNew = [&] { return random() % 8 < newInEight; };
    if (random() % 8 != 0) {
        return isNew() ? now : old;
    }
    for (std::size_t at = 0; at < kPage; at += kSector) {
        if (isNew()) {
            std::memcpy(old.data() + at, now.data() + at, kSector);
        }
    }
    return old;
}

void FakeFileBytes::losePower(const RandomSource& random) {
    if (isClean() && m_forgotten.empty()) {
        return become({m_buffer->begin(), m_buffer->begin() + static_cast<std::ptrdiff_t>(m_size)});
    }
    const auto at = static_cast<std::size_t>(random() % m_sizes.size());
    auto size = m_sizes[at];
    if (at > 0 && size > m_sizes[at - 1] && random() % 2 == 0) {
        size -= random() % (size - m_sizes[at - 1]);
    }
    const auto floor = *std::min_element(m_sizes.begin(), m_sizes.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    static constexpr unsigned kNewInEight[] = {0, 4, 7, 8, 8};
    const auto newInEight = kNewInEight[random() % std::size(kNewInEight)];

    std::vector<std::byte> survived(static_cast<std::size_t>(size));
    std::copy_n(m_buffer->begin(), static_cast<std::size_t>(std::min(size, m_size)), survived.begin());
    auto pages = dirtyPages();
    pages.insert(m_forgotten.begin(), m_forgotten.end());
    for (auto page = floor / kPage; page * kPage < size; ++page) {
        pages.insert(page);
    }
    for (const auto page : pages) {
        if (const auto begin = page * kPage; begin < size) {
            const auto drawn = drawPage(page, floor, newInEight, random);
            std::ranges::copy(
                asBytes(drawn).first(static_cast<std::size_t>(std::min<std::uint64_t>(kPage, size - begin))),
                survived.begin() + static_cast<std::ptrdiff_t>(begin));
        }
    }
    become(std::move(survived));
}

} // namespace hearth::tests
