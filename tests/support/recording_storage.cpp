// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/recording_storage.h"

#include <algorithm>

#include "base/number_format.h"

namespace hearth::tests {

using storage::RejectReason;

class RecordingAppender final : public storage::Appender {
  public:
    explicit RecordingAppender(RecordingStorage& storage)
        : m_storage(storage) {}

    Result<storage::SeriesRef> series(const model::Labels& labels) override {
        ++m_storage.m_seriesCalls;
        auto name = labels.toString();
        auto& ref = m_storage.m_refs[name];
        if (ref == 0) {
            ref = m_storage.m_nextRef++;
            m_storage.m_names[ref] = std::move(name);
        }
        return ref;
    }

    void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) override {
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (const auto reason = reject(samples[i])) {
                rejected.push_back({.index = i, .reason = *reason});
            } else {
                m_pending.push_back(samples[i]);
            }
        }
    }

    void appendHistograms(std::span<const storage::RefHistogram> histograms,
                          std::vector<storage::Rejection>& /*rejected*/) override {
        m_pendingHistograms.insert(m_pendingHistograms.end(), histograms.begin(), histograms.end());
    }
    void discardOutOfOrder() override { m_discardsOutOfOrder = true; }
    std::optional<RejectReason> exemplar(storage::SeriesRef ref, const model::Exemplar& exemplar) override {
        if (const auto known = m_storage.m_exemplars.find(m_storage.m_names[ref]);
            known != m_storage.m_exemplars.end() && known->second.back().time >= exemplar.time) {
            return known->second.back() == exemplar ? RejectReason::kExemplarDuplicate
                                                    : RejectReason::kExemplarOutOfOrder;
        }
        m_pendingExemplars.emplace_back(ref, exemplar);
        return std::nullopt;
    }

    void metadata(storage::SeriesRef /*ref*/, const model::Metadata& /*metadata*/) override {}

    Result<void> commit() override {
        if (!m_storage.commitFailure.empty()) {
            rollback();
            return fail(ErrorCode::kUnavailable, m_storage.commitFailure);
        }
        for (const auto& sample : m_pending) {
            auto& stored = m_storage.m_samples[m_storage.m_names[sample.ref]];
            const auto behind = std::ranges::upper_bound(stored, sample.time, {}, &model::Sample::time);
            stored.insert(behind, {sample.time, sample.value});
        }
        for (const auto& sample : m_pendingHistograms) {
            m_storage.m_histograms[m_storage.m_names[sample.ref]].push_back({sample.time, sample.value});
        }
        for (const auto& [ref, exemplar] : m_pendingExemplars) {
            m_storage.m_exemplars[m_storage.m_names[ref]].push_back(exemplar);
        }
        rollback();
        ++m_storage.m_transactions;
        return {};
    }
    void rollback() override {
        m_pending.clear();
        m_pendingHistograms.clear();
        m_pendingExemplars.clear();
    }

  private:
    std::optional<RejectReason> reject(const storage::RefSample& sample) const {
        const auto name = m_storage.m_names.find(sample.ref);
        if (name == m_storage.m_names.end()) {
            return RejectReason::kUnknownSeries;
        }
        const auto known = m_storage.m_samples.find(name->second);
        if (known == m_storage.m_samples.end() || known->second.back().time < sample.time) {
            return std::nullopt;
        }
        const auto& newest = known->second.back();
        if (newest.time > sample.time) {
            return m_storage.takesOutOfOrder && !m_discardsOutOfOrder ? std::nullopt
                                                                      : std::optional(RejectReason::kOutOfOrder);
        }
        const bool same = std::bit_cast<std::uint64_t>(newest.value) == std::bit_cast<std::uint64_t>(sample.value);
        return same ? std::nullopt : std::optional(RejectReason::kDuplicate);
    }

    RecordingStorage& m_storage;
    bool m_discardsOutOfOrder = false;
    std::vector<storage::RefSample> m_pending;
    std::vector<storage::RefHistogram> m_pendingHistograms;
    std::vector<std::pair<storage::SeriesRef, model::Exemplar>> m_pendingExemplars;
};

namespace {

std::string valueText(double value) {
    if (model::isStale(value)) {
        return "stale";
    }
    std::string out;
    appendFloatGeneral(out, value);
    return out;
}

} // namespace

std::unique_ptr<storage::Appender> RecordingStorage::appender() {
    return std::make_unique<RecordingAppender>(*this);
}

std::string RecordingStorage::values(const std::string& series) const {
    std::string out;
    if (const auto found = m_samples.find(series); found != m_samples.end()) {
        for (const auto& sample : found->second) {
            out += (out.empty() ? "" : " ") + valueText(sample.value);
        }
    }
    return out;
}

std::string RecordingStorage::samples(const std::string& series) const {
    std::string out;
    if (const auto found = m_samples.find(series); found != m_samples.end()) {
        for (const auto& sample : found->second) {
            out += (out.empty() ? "" : " ") + std::to_string(sample.time) + ":" + valueText(sample.value);
        }
    }
    return out;
}

std::vector<model::HistogramSample> RecordingStorage::histograms(const std::string& series) const {
    const auto found = m_histograms.find(series);
    return found == m_histograms.end() ? std::vector<model::HistogramSample>() : found->second;
}

std::vector<model::Exemplar> RecordingStorage::exemplars(const std::string& series) const {
    const auto found = m_exemplars.find(series);
    return found == m_exemplars.end() ? std::vector<model::Exemplar>() : found->second;
}

std::vector<std::string> RecordingStorage::seriesNames() const {
    std::vector<std::string> out;
    for (const auto& [name, samples] : m_samples) {
        out.push_back(name);
    }
    return out;
}

void RecordingStorage::forgetReferences() {
    m_names.clear();
    m_refs.clear();
}

} // namespace hearth::tests
