// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/salvaging_reader.h"

#include <utility>

namespace hearth::tsdb::wal {

SalvagingReader::SalvagingReader(std::span<const std::byte> segment, Hole hole)
    : m_reader(segment)
    , m_size(segment.size())
    , m_hole(hole) {}

void SalvagingReader::note(std::string reason) {
    if (m_end.damages++ == 0) {
        m_end.damage = std::move(reason);
    }
}

/// Nobody refused the current record.
void SalvagingReader::settleRecord() {
    if (!std::exchange(m_hasRecord, false)) {
        return;
    }
    if (m_end.damages == 0) {
        m_end.goodBytes = recordEnd();
    } else {
        ++m_end.recordsBehind;
    }
}

bool SalvagingReader::next() {
    settleRecord();
    for (;;) {
        const auto more = m_reader.next();
        if (more && *more) {
            m_end.lostBytes += std::exchange(m_isBehindDamage, false) ? m_reader.recordBegin() - m_readTo : 0;
            m_readTo = recordEnd();
            m_hasRecord = true;
            return true;
        }
        if (more && (!m_reader.torn() || m_hole == Hole::kIsTheEnd)) {
            m_end.torn = m_reader.torn();
            break;
        }
        note(more ? "the last record is not complete, though another segment follows" : more.error().message());
        m_isBehindDamage = true;
        if (!m_reader.resync().value_or(false)) {
            break;
        }
    }
    m_end.lostBytes += m_isBehindDamage ? m_size - m_readTo : 0;
    return false;
}

void SalvagingReader::refuse(std::string reason) {
    m_hasRecord = false;
    note(std::move(reason));
    m_end.refused.push_back(recordEnd());
    m_end.lostBytes += recordEnd() - m_reader.recordBegin();
}

SegmentEnd SalvagingReader::end() && {
    return std::move(m_end);
}

} // namespace hearth::tsdb::wal
