// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/proto_reader.h"

namespace hearth::remote {

bool ProtoReader::next() {
    if (m_at == m_end || !m_ok) {
        return false;
    }
    const auto tag = rawVarint();
    m_wire = static_cast<Wire>(tag & 7U);
    m_field = static_cast<std::uint32_t>(tag >> 3U);
    if (m_field == 0 || (tag >> 3U) > 0x1fff'ffffU) {
        fail();
    }
    return m_ok;
}

void ProtoReader::skip() {
    switch (m_wire) {
    case Wire::kVarint:
        rawVarint();
        return;
    case Wire::kFixed64:
        rawFixed64();
        return;
    case Wire::kBytes:
        rawBytes(rawVarint());
        return;
    case Wire::kFixed32:
        rawBytes(4);
        return;
    }
    fail(); // groups, and numbers that are no wire type
}

std::uint64_t ProtoReader::longVarint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && m_at != m_end; shift += 7) {
        const auto byte = static_cast<std::uint8_t>(*m_at++);
        if (shift == 63 && byte > 1) {
            break;
        }
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    fail();
    return 0;
}

std::uint64_t ProtoReader::rawFixed64() {
    static_assert(std::endian::native == std::endian::little, "protobuf's fixed numbers are little-endian");
    if (remaining() < sizeof(std::uint64_t)) {
        fail();
        return 0;
    }
    std::uint64_t value = 0;
    std::memcpy(&value, m_at, sizeof value);
    m_at += sizeof value;
    return value;
}

std::string_view ProtoReader::rawBytes(std::uint64_t size) {
    if (!m_ok || size > remaining()) {
        fail();
        return {};
    }
    const std::string_view value(m_at, static_cast<std::size_t>(size));
    m_at += size;
    return value;
}

} // namespace hearth::remote
