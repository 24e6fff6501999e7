// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/transaction.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kMostIdle = 16;
/// The buffers of an unusually large transaction are given back to the system.
constexpr std::size_t kMostKeptSamples = 64U << 10U;

} // namespace

void Transaction::clear() {
    ids.clear();
    samples.clear();
    histogramIds.clear();
    histograms.clear();
    late.clear();
    lateHistograms.clear();
    exemplars.clear();
    metadata.clear();
    resolved.clear();
    unlogged.clear();
    records.clear();
    outOfOrder.clear();
}

std::unique_ptr<Transaction> TransactionPool::take() {
    const std::lock_guard lock(m_mutex);
    if (m_idle.empty()) {
        return std::make_unique<Transaction>(m_compression);
    }
    auto transaction = std::move(m_idle.back());
    m_idle.pop_back();
    return transaction;
}

void TransactionPool::giveBack(std::unique_ptr<Transaction> transaction) {
    transaction->clear();
    const std::lock_guard lock(m_mutex);
    if (m_idle.size() < kMostIdle && transaction->samples.capacity() <= kMostKeptSamples) {
        m_idle.push_back(std::move(transaction));
    }
}

} // namespace hearth::tsdb
