// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text_offsets.h"

#include <algorithm>

namespace hearth::ui {
namespace {

std::uint32_t bytesOf(QChar unit) {
    if (unit.unicode() < 0x80) {
        return 1;
    }
    if (unit.unicode() < 0x800) {
        return 2;
    }
    // A pair of surrogates makes four bytes: two for each half.
    return unit.isSurrogate() ? 2 : 3;
}

} // namespace

TextOffsets::TextOffsets(const QString& text)
    : m_utf8(text.toStdString()) {
    if (m_utf8.size() == static_cast<std::size_t>(text.size())) {
        return;
    }
    m_bytes.reserve(static_cast<std::size_t>(text.size()) + 1);
    std::uint32_t byte = 0;
    for (const auto unit : text) {
        m_bytes.push_back(byte);
        byte += bytesOf(unit);
    }
    m_bytes.push_back(byte);
}

int TextOffsets::position(std::size_t byte) const {
    if (m_bytes.empty()) {
        return static_cast<int>(std::min(byte, m_utf8.size()));
    }
    const auto found = std::ranges::lower_bound(m_bytes, byte);
    return static_cast<int>(std::min(found, m_bytes.end() - 1) - m_bytes.begin());
}

std::size_t TextOffsets::byte(int position) const {
    const auto index = static_cast<std::size_t>(std::max(position, 0));
    if (m_bytes.empty()) {
        return std::min(index, m_utf8.size());
    }
    return m_bytes[std::min(index, m_bytes.size() - 1)];
}

} // namespace hearth::ui
