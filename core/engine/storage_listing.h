// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "datasource/storage_types.h"
#include "datasource/types.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/damage.h"
#include "tsdb/db_status.h"

/// What the database says of itself, as a DataSource says it. Threads: thread-safe.
namespace hearth::engine {

datasource::BlockFacts blockFacts(const tsdb::BlockMeta& meta);
datasource::StorageDamage storageDamage(const tsdb::Damage& damage);
datasource::TsdbStatus tsdbStatus(const tsdb::HeadStatus& head);

template <class From, class Convert>
auto listOf(const std::vector<From>& items, Convert convert) {
    std::vector<decltype(convert(items.front()))> list;
    list.reserve(items.size());
    for (const auto& item : items) {
        list.push_back(convert(item));
    }
    return list;
}

} // namespace hearth::engine
